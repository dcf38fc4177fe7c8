// templates/console/core/html.js - preact and htm as the pages use them
import { h, render, Fragment } from "../vendor/preact.js";
import htm from "../vendor/htm.js";

export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/hooks.js";
export { render, Fragment };
export const html = htm.bind(h);
