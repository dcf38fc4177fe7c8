// templates/console/main.js - begins the console
import { session } from "./api.js";

const root = document.getElementById("console");

session().then((me) => {
	root.textContent = me ? `${me.office.name}: ${me.name}` : "Masuk dahulu";
});
