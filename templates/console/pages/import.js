// templates/console/pages/import.js - takes a list of traders in: looked through part by part, then kept whole
import { html, useEffect, useRef, useState } from "../core/html.js";
import { drop, get, post, Refused } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t } from "../core/words.js";
import { attempt, tell } from "../core/toast.js";
import { number } from "../core/format.js";
import { Do, Field, Page } from "../core/widgets.js";
import { FAULTS_SHOWN, Faults, Progress, textOf } from "../core/faults.js";
import { partsOf } from "../core/parts.js";

const SAMPLE = "phone,name,market,stall,consent\r\n081234567890,Siti Aminah,Pasar Turi Baru,B2-15,2026-11-20\r\n";
const BYTES_MOST = 64 * 1024 * 1024, LOOK_MS = 500, TRIES = 60;

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const known = (list) => list.rows - list.fresh;

// The server may ask for patience: the part is sent again. One that arrived although the answer was lost is not.
async function send(list, part) {
	for (let tries = 0; ; tries++) {
		try {
			return await post(`/imports/${list.id}/rows`, part);
		} catch (e) {
			const status = e instanceof Refused ? e.problem.status : -1;

			if (status === 409 && e.problem.code === "part" && tries > 0) {
				const now = await get(`/imports/${list.id}`);

				if (now.parts === part.part + 1) return { list: now, faults: [] };
			}
			if (![0, 429, 503].includes(status) || tries === TRIES) throw e;
			await later(1000);
		}
	}
}

function Result({ list, faults }) {
	if (list.state === "dropped") {
		return html`<div class="notice" data-testid="import-stopped"><p><strong>${t("import.stopped-at", { n: number(list.kept), of: number(list.rows) })}</strong>
			${t("import.kept", { added: number(list.added), changed: number(list.changed) })}</p><p>${t("import.stopped-at.text")}</p></div>`;
	}
	if (list.state === "done") {
		return html`<div class="notice good" data-testid="imported"><p><strong>${t("import.kept", { added: number(list.added), changed: number(list.changed) })}</strong>
			${list.skipped > 0 && html` ${t("import.skipped", { n: number(list.skipped) })}`}</p><p><a href=${to("traders")}>${t("import.see")}</a></p></div>`;
	}
	return html`<div class=${list.fault_count > 0 ? "notice fault" : "notice good"} data-testid="import-result">
		<p><strong>${list.fault_count > 0 ? t("import.faults", { n: number(list.fault_count) })
			: t("import.clean", { rows: number(list.rows), added: number(list.fresh), changed: number(known(list)) })}</strong></p>
		<${Faults} faults=${faults} /></div>`;
}

// A list that is being kept goes on without the page: its number is in the address, to come back to.
function useKept(id, set) {
	useEffect(() => {
		let over = false;

		(async () => {
			while (id && !over) {
				const list = await get(`/imports/${id}`).catch(() => null);

				if (over || !list) break;
				set(list);
				if (list.state !== "keeping") {
					if (list.state === "done") tell(t("import.kept", { added: number(list.added), changed: number(list.changed) }));
					break;
				}
				await later(LOOK_MS);
			}
		})();
		return () => {
			over = true;
		};
	}, [id]);
}

export function Import({ route }) {
	const [file, setFile] = useState(null), [list, setList] = useState(null), [faults, setFaults] = useState([]), [looking, setLooking] = useState(null);
	const stopped = useRef(false);

	useKept(route.query.list, setList);
	async function choose(e) {
		const chosen = e.target.files[0];

		if (list?.state === "taking") drop(`/imports/${list.id}`).catch(() => {}); // nobody wants it any more
		setQuery({ list: "" });
		setList(null);
		setFaults([]);
		setFile(chosen ? { name: chosen.name.slice(0, 60), size: chosen.size, ...(chosen.size <= BYTES_MOST ? await textOf(chosen) : {}) } : null);
	}
	async function look() {
		let now = await post("/imports", { name: file.name }), seen = [], letters = 0;

		stopped.current = false;
		setList(null);
		for (const part of partsOf(file.text)) {
			if (stopped.current) break;
			setLooking({ n: letters, rows: now.rows });
			const answer = await send(now, part);

			letters += part.csv.length;
			now = answer.list;
			seen = [...seen, ...answer.faults].slice(0, FAULTS_SHOWN);
		}
		if (stopped.current) {
			await drop(`/imports/${now.id}`);
			tell(t("import.stopped"));
			return;
		}
		setFaults(seen);
		setList(now);
	}
	const run = (work) => async () => {
		try {
			await work();
		} finally {
			setLooking(null);
		}
	};
	const large = file && file.size > BYTES_MOST, keeping = list?.state === "keeping";
	const wrong = large ? t("import.large") : file?.faults ? t("import.code.utf8") : undefined;

	return html`<${Page} title=${t("traders.import")} back=${{ href: to("traders"), text: t("menu.traders") }}>
		<div class="sheet"><ol class="steps">
			<li><p>${t("import.columns")} <code>phone, name, market, stall, consent</code>. ${t("import.consent")}</p>
				<p><a download="contoh.csv" href=${`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`}>${t("import.sample")}</a></p></li>
			<li><${Field} label=${t("import.file")} fault=${wrong}>${(own) => html`<input type="file" accept=".csv,text/csv" ...${own} disabled=${looking || keeping} onChange=${choose} />`}<//></li>
			<li><p>${t("import.try-help")}</p><${Do} kind="main" testid="import-try" disabled=${!file?.text || keeping} run=${run(look)}>${t("import.try")}<//>
				${looking && html` <${Progress} n=${looking.n} of=${file.text.length} text=${t("import.looking", { n: number(looking.rows) })} stop=${() => {
					stopped.current = true;
				}} />`}</li>
			<li><p>${t("import.keep-help")}</p><${Do} kind="main" testid="import-keep" disabled=${list?.state !== "taking" || list.fault_count > 0 || list.rows === 0} run=${async () => {
				setList(await post(`/imports/${list.id}/keep`));
				setQuery({ list: list.id });
			}}>${t("import.keep")}<//>
				${keeping && html` <${Progress} n=${list.kept} of=${list.rows} text=${t("import.keeping", { n: number(list.kept), of: number(list.rows) })} stop=${() => attempt(async () => {
					await drop(`/imports/${list.id}`);
					setList(await get(`/imports/${list.id}`));
				})} /><p class="quiet">${t("import.keeping.help")}</p>`}</li>
		</ol></div>
		${list && !keeping && html`<${Result} list=${list} faults=${faults} />`}
	<//>`;
}
