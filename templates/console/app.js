// templates/console/app.js - the frame of the console: sign-in, menu, page
import { html, render, useEffect, useState } from "./core/html.js";
import { drop, forget, session, useData, whenSignedOut } from "./core/api.js";
import { go, to, useRoute } from "./core/route.js";
import { language, setLanguage, t, word } from "./core/words.js";
import { may, setMe, whoami } from "./core/me.js";
import { attempt, Toasts } from "./core/toast.js";
import { Empty, Page, setWaiting } from "./core/widgets.js";
import { pages } from "./pages/table.js";
import { SecondFactor, SignIn } from "./pages/sign-in.js";

function Menu({ here }) {
	const [open, setOpen] = useState(false);
	const today = useData(may.read() ? "/today" : null, 30).value;
	const counts = { inbox: today?.questions, complaints: today?.work, sales: today?.reviews };
	const me = whoami();

	useEffect(() => setOpen(false), [here]);
	useEffect(() => setWaiting(today?.questions ?? 0), [today?.questions]);
	return html`<nav class=${open ? "menu open" : "menu"} aria-label=${t("menu")}>
		<div class="brand"><a href=${to("")}>Lapak</a><span>${me.office.name}</span>
			<button type="button" class="plain menu-button" aria-expanded=${open} onClick=${() => setOpen(!open)}>
				${t("menu")}</button></div>
		<div class="menu-body">
			<ul>${pages.filter((page) => page.menu && page.may()).map((page) => html`<li class=${page.first ? "first" : ""}>
				<a href=${to(page.path)} aria-current=${here === page.path ? "page" : undefined}>${t(`menu.${page.name}`)}
				${counts[page.name] > 0 && html`<span class="count"><span class="hidden">, </span>${counts[page.name]}<span class="hidden"> ${t("menu.open")}</span></span>`}</a></li>`)}</ul>
			<div class="me">
				<p><a href=${to("account")} aria-current=${here === "account" ? "page" : undefined}>${me.name}</a>
				${" "}<span>${word("role", me.role)}</span></p>
				<button type="button" class="plain" data-testid="sign-out" onClick=${() => attempt(async () => {
					await drop("/session");
					whenGone();
				})}>${t("sign-out")}</button>
				<${Languages} />
			</div>
		</div>
	</nav>`;
}

export function Languages() {
	return html`<span class="languages">${[["id", "Indonesia"], ["en", "English"]].map(([name, text]) => html`
		<button type="button" class="plain" lang=${name} aria-pressed=${language === name}
			onClick=${() => setLanguage(name)}>${text}</button>`)}</span>`;
}

let whenGone = () => {};

const fetched = new Map();

// A page, once its file is there. After an update of the server an old window finds it gone: loading anew mends that.
function Fetched({ page, route }) {
	const [view, setView] = useState(() => fetched.get(page.name)), [gone, setGone] = useState(false);

	useEffect(() => {
		if (view) return;
		page.load().then((loaded) => {
			fetched.set(page.name, loaded);
			setView(() => loaded);
		}, () => setGone(true));
	}, []);
	if (view) return html`<${view} route=${route} />`;
	return html`<${Page} title=${t(page.menu ? `menu.${page.name}` : "waiting")}>${gone
		? html`<${Empty} title=${t("gone")}><p><button type="button" class="main" onClick=${() => location.reload()}>${t("gone.again")}</button></p><//>`
		: html`<p class="waiting" aria-busy="true">${t("waiting")}</p>`}<//>`;
}

// The page of the address: its row in the table, or a signpost.
function Here() {
	const route = useRoute();
	const name = route.parts[0] ?? "";
	const page = pages.find((row) => row.path === name && row.may());

	useEffect(() => {
		if (name === "" && !page) go(pages.find((row) => row.menu && row.may()).path, { replace: true });
	}, [name]);
	useEffect(() => window.scrollTo(0, 0), [route.parts.join("/")]);
	return html`<a class="skip" href="#content" onClick=${(e) => {
			e.preventDefault();
			document.querySelector("h1")?.focus();
		}}>${t("skip")}</a>
		<${Menu} here=${name} />
		${page ? html`<${Fetched} key=${name} page=${page} route=${route} />`
			: name !== "" && html`<${Page} title=${t("nowhere")}><${Empty} title=${t("nowhere.text")}>
				<p><a class="button" href=${to("")}>${t("nowhere.go")}</a></p><//><//>`}`;
}

function Console() {
	const [me, setOwn] = useState(undefined); // null: nobody
	const arrive = async () => {
		forget();
		const who = await session().catch(() => null);

		setMe(who);
		setOwn(who);
	};

	whenGone = () => {
		forget();
		setMe(null);
		setOwn(null);
	};
	useEffect(() => {
		whenSignedOut(arrive);
		arrive();
	}, []);
	if (me === undefined) return html`<p class="waiting" aria-busy="true">${t("waiting")}</p>`;
	return html`<div class=${me && me.second_factor !== "needed" ? "console" : "gate"}>
		${me === null ? html`<${SignIn} arrive=${arrive} />`
			: me.second_factor === "needed" ? html`<${SecondFactor} arrive=${arrive} leave=${whenGone} />`
				: html`<${Here} key=${me.session} />`}
		<${Toasts} />
	</div>`;
}

export function begin(root) {
	root.replaceChildren();
	render(html`<${Console} />`, root);
}
