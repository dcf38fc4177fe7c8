// templates/console/pages/wording-examples.js - what stands in a sentence's {fields}, for instance
const id = {
	day: "Sel 24 Nov", day2: "Rab 25 Nov", time: "09.00", time2: "13.00", amount: "Rp350.000", amount2: "Rp500.000",
	sum: "Rp1.850.000", live: "Rp120.000", words: "tiga ratus lima puluh ribu", name: "Bu Sri", market: "Pasar Turi Baru",
	place: "Lt 3", stall: "B2-15", wave: "G4", position: "3", number: "231", options: "1 G4 Sab 5 Des 2 G5 Sab 12 Des",
	office: "Dinkopdag Surabaya", phone: "0812xxx7890", code: "2323", tip: "Sapa penonton dengan namanya", heard: "350rb",
	language: "Indonesia", waves: "G4", hour: "12", when: "besok sebelum jam 12", text: "Boleh bawa cucu?", check_word: "MELATI",
};
const examples = {
	id,
	jv: { ...id, day: "Slasa 24", day2: "Rebo 25", words: "telung atus seket ewu", when: "mbenjing sakderenge jam 12",
		language: "Jawa", text: "Angsal mbeta putu?" },
	en: { ...id, day: "Tue 24 Nov", day2: "Wed 25 Nov", words: "three hundred and fifty thousand", options: "1 G4 Sat 5 Dec 2 G5 Sat 12 Dec",
		tip: "Greet your viewers by name", language: "English", when: "tomorrow before 12", text: "May I bring my grandchild?" },
};

export const filledIn = (text, language) => text.replace(/\{(\w+)\}/g, (all, name) => (examples[language] ?? id)[name] ?? all);
