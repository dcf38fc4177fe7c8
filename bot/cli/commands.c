/* cli/commands.c - the table of commands, in the order `lapak help` lists them */
#include "cli/commands.h"

#include "cli/options.h"

static enum exit_status serve(const struct invocation *in)
{
	static const struct verb fit = { .options = "allow-root no-sandbox" };
	enum exit_status status = options_fit(in, &fit);

	return status == EXIT_DONE ? command_serve(in) : status;
}

/* clang-format off */
const struct cli_command cli_commands[] = {
	{ "serve", "serve [--allow-root] [--no-sandbox]",
		"answer gateways, traders and the office until stopped",
		"lapak serve",
		"  --allow-root   also where the database's folder belongs to another user\n"
		"  --no-sandbox   keep the right to write anywhere and to start programs\n"
		"\n"
		"For tests: LAPAK_CLOCK_OFFSET=SECONDS in the environment moves the clock; LAPAK_CLOCK_FILE=FILE\n"
		"does by the number in a file, while the service runs.\n", serve },
	{ "migrate", "migrate [--dry-run]",
		"make the database, or bring it up to date",
		"lapak migrate --dry-run",
		"  --dry-run   only say what would be done\n", cli_migrate },
	{ "check", "check",
		"prove configuration, wording, dialogue and database; exit 3 for faults",
		"lapak check", NULL, cli_check },
	{ "doctor", "doctor [--bundle FILE] [--json]",
		"what could keep the service from its work, each with its remedy; exit 1 for faults",
		"lapak doctor",
		"  --bundle   all of it, the configuration and the metrics in a new file for whoever\n"
		"             helps, without numbers, names, addresses and keys\n"
		"\n"
		"Looks at wording, database, disk, backups, outbox, clock, service, gateways, packages.\n",
		cli_doctor },
	{ "top", "top [--once]",
		"the flow of messages, live on a terminal, from the running service",
		"lapak top",
		"  --once   two looks a second apart, printed once; so too where there is no terminal\n",
		cli_top },
	{ "chat", "chat [PHONE] [--ussd]",
		"a keypad phone in the terminal",
		"lapak chat 081234567890",
		"  PHONE    whose phone it is; +6281234567890 when not given\n"
		"  --ussd   a USSD session instead of SMS\n"
		"\n"
		"A line is a text; :q ends. Lines from a pipe give a transcript:\n"
		"  printf 'JUAL 350rb\\nMENU\\n' | lapak chat\n", cli_chat },
	{ "parse", "parse amount|date|phone|command|segments TEXT|-",
		"what is understood of a text; needs no configuration",
		"lapak parse amount \"1,5 jt\"",
		"  amount     rupiah, AMBIGUOUS:a,b or INVALID\n"
		"  date       the day it means today, AMBIGUOUS:... or INVALID\n"
		"  phone      +62..., or INVALID\n"
		"  command    what a trader wants by it\n"
		"  segments   what it costs: GSM-7 2 165 153+12\n"
		"  -          one text a line on standard input, one answer a line\n", cli_parse },
	{ "flow", "flow [--dot]",
		"the dialogue as a list or a Graphviz graph",
		"lapak flow --dot | dot -Tsvg >flow.svg", NULL, cli_flow },
	{ "wave", "wave add|list|show|funnel|open|close|rename|cancel|move|plan|allow|trainer|roster|enrol|free|restore|attend",
		"trainings with seats and who has a place",
		"lapak wave add --name G4 --market \"Pasar Turi Baru\" --place \"Lt 3\" "
		"--sitting \"2026-12-05 09:00\" --seats 30 --open",
		"  add     --name --market --place --sitting (may be repeated) --seats; prints the id\n"
		"          --code 4821   attendance code of its sittings; a random one each without it\n"
		"          --open        traders may enrol at once\n"
		"          --allow MARKET  whose traders may enrol (may be repeated); all without it\n"
		"          --budget 2500000 rupiah, --trainer LOGIN\n"
		"          --follow-up A:1,3,7   series of tips and days after the last sitting; none\n"
		"  list    [--limit N] [--json]\n"
		"  show    WAVE [--json]   with offers not answered and reminders that did not arrive\n"
		"  funnel  WAVE [--json]   how far its people came: invited, enrolled, attended, live\n"
		"  open    WAVE\n"
		"  close   WAVE\n"
		"  rename  WAVE NAME   what was sent keeps the old one\n"
		"  allow   WAVE --market NAME ...|--all   whose traders may enrol\n"
		"  plan    WAVE [--follow-up A:1,3,7|none] [--remind 3,1|none] [--budget RUPIAH|none]\n"
		"  trainer WAVE LOGIN|none [--by NAME]   who trains it, and works for it by SMS\n"
		"  roster  WAVE [--limit N] [--json [--long]|--csv [FILE]|--xlsx FILE] [--telephone]\n"
		"          --telephone   only whom the office calls: no SMS reaches them\n"
		"  enrol   WAVE --phone 0812...   for somebody who cannot write\n"
		"  free    WAVE --phone 0812...   gives the place up; the first who waits is asked\n"
		"  restore WAVE --phone 0812...   takes that back while nobody took the seat\n"
		"  attend  WAVE --phone 0812... ...|FILE [--absent] [--sitting ...]   the paper list\n"
		"  move    WAVE [--sitting \"2026-12-05 09:00\"] --to \"2026-12-12 09:00\"   all are told\n"
		"  cancel  WAVE   calls it off; all are told\n"
		"WAVE is its name or its id. --by NAME says who does it.\n", cli_wave },
	{ "market", "market add|list",
		"the markets traders sell in",
		"lapak market add --name \"Pasar Turi Baru\"",
		"  add    --name NAME [--by NAME]; prints the id\n"
		"  list   [--limit N] [--json]\n", cli_market },
	{ "trader", "trader list|show|import|export|phone|goods|merge|erase",
		"the traders, one person's data, and its removal",
		"lapak trader show 081234567890",
		"  list    [--limit N] [--json]\n"
		"  show    PHONE [--json]   with waves, sales and the last texts\n"
		"  phone   OLD NEW [--by NAME]        the record goes to the owner's own number\n"
		"  goods   PHONE \"batik, kain\"|none [--by NAME]   what they sell, for the tips that fit\n"
		"  import  FILE.csv [--dry-run] [--by NAME]  phone,name,market,stall,consent; all rows or none\n"
		"          with a sixth column, goods, too\n"
		"  export  PHONE [--by NAME]          all that is kept of the person, as JSON, for who asks\n"
		"  merge   FROM INTO --yes [--by NAME]  two records of one person; FROM goes, what it told stays\n"
		"  erase   PHONE --yes [--by NAME]    everywhere, for ever\n", cli_trader },
	{ "sale", "sale list|effect|export|approve|correct|history",
		"reported takings, newest day first, and those the office should look at",
		"lapak sale list --review",
		"  list     [--review] [--limit N] [--json|--csv [FILE]|--xlsx FILE]\n"
		"  effect   --wave WAVE [--json]       before and after a training, against those not yet trained\n"
		"  export   --csv|--xlsx FILE [--from DAY] [--to DAY] [--market NAME]\n"
		"           --bom   for Excel, which takes CSV for UTF-8 only with it; FILE - is standard output\n"
		"  approve  PHONE DAY [--by NAME]                    as it stands\n"
		"  correct  PHONE DAY AMOUNT [--live X] [--by NAME]  350rb, 0 or libur\n"
		"  history  PHONE DAY [--json]                       every version\n"
		"DAY is written 2026-11-24. What was there before stays in the history.\n", cli_sale },
	{ "report", "report [--from DAY] [--to DAY] [--market NAME]",
		"the programme's figures: reports, takings, complaints, waves, messages, cost",
		"lapak report --from 2026-11-01 --to 2026-11-30",
		"  --from, --to   days, written 2026-11-24, both included; the last 7 when not given\n"
		"  --market       one market only\n"
		"  --json         with every day, however many there are\n"
		"  --check        add everything up anew and compare; exit 1 when a sum is wrong\n"
		"  --rebuild      write all sums anew; then look into how they came to be wrong\n"
		"Rates are of traders who had come by the day and have not sent STOP. Medians are of days with\n"
		"takings and of every such report; they are exact where the middle reports name one sum, else less\n"
		"than a tenth off. Live shares are of the reports whose live part is known.\n", cli_report },
	{ "helper", "helper list|allow|refuse",
		"who may report for a stall that is not theirs",
		"lapak helper allow --helper 081234567890 --stall B2-15 --market \"Pasar Turi Baru\"",
		"  list     [--limit N] [--json]\n"
		"  allow    --helper PHONE --stall STALL --market NAME [--by NAME]\n"
		"  refuse   --helper PHONE --stall STALL --market NAME [--by NAME]\n"
		"A stall without a registered trader gets one without a phone, shown as stall:N; later\n"
		"lapak trader phone stall:N PHONE gives it the owner's number.\n", cli_helper },
	{ "broadcast", "broadcast new|preview|test|approve|list|show|watch|results|retry|pause|resume|cancel",
		"one text to many, with its cost told first",
		"lapak broadcast new --wave G4 --text \"Halo {name}, besok jam 09.00 di Lt 3.\" --by rina",
		"  new      AUDIENCE --text T [--at \"2026-12-05 09:00\"] [--by NAME]; prints the id\n"
		"  preview  ID, or AUDIENCE --text T [--json]   recipients, rupiah, time, samples, blockers\n"
		"  test     ID --to PHONE [--by NAME]           to one's own phone first; at most 10 times\n"
		"  approve  ID --by OTHER                       lets it go; above 100 a second person\n"
		"  list     [--limit N] [--json]\n"
		"  show     ID [--json]\n"
		"  watch    ID                                  progress until it ends\n"
		"  results  ID [--state all|failed|left|...] [--json]   how many came to what end; or who\n"
		"           ID [--state STATE] FILE --csv|--xlsx [--bom]   the same, for a spreadsheet\n"
		"  retry    ID [--by NAME]                      once more to those whose SMS was lost\n"
		"  pause|resume|cancel  ID [--by NAME]\n"
		"AUDIENCE: --all, or any of --market NAME --wave G4 --status enrolled --lang jv\n"
		"--silent-days 7. Several of one kind widen it, several kinds narrow it. A wave alone\n"
		"means those with a seat. Who has stopped is never in it.\n"
		"--text is for all; --text \"jv=...\" for one language. {name} is the person's name.\n",
		cli_broadcast },
	{ "tip", "tip import|list|send",
		"the tips traders get",
		"lapak tip import templates/tips/id.tsv",
		"  import   FILE [--lang id] [--by NAME]   all rows or none; code, title, text parted by tabs,\n"
		"           and, for who sells one of them only, goods: batik, kain\n"
		"  list     [--limit N] [--json]\n"
		"  send     PHONE [--series A] [--by NAME]   the next one the trader has not seen\n"
		"The language is the file's name, as id.tsv, or --lang.\n", cli_tip },
	{ "wording", "wording list|show|set|reset",
		"the bot's sentences, and the office's own texts for them",
		"lapak wording set id thanks.text \"Sama-sama, Bapak/Ibu. Ketik MENU untuk pilihan.\" --by rina",
		"  list    [--lang L] [--changed] [--limit N] [--json]   with the room each has and needs\n"
		"          --changed: only those that are or were the office's own\n"
		"  show    LANGUAGE NAME [--json]   as it is shipped, in force, and every version\n"
		"  set     LANGUAGE NAME TEXT|- [--dry-run] [--by NAME]   -: the text on standard input\n"
		"          proved first, as a file of templates/messages is; the running service takes it within a second\n"
		"  reset   LANGUAGE NAME [--dry-run] [--by NAME]   the shipped text again\n"
		"NAME is a section of templates/messages, as thanks.text; {fields} stand in it as there.\n", cli_wording },
	{ "work", "work list|done|reopen|assign",
		"traders somebody is to look after: not live after a training, few buyers",
		"lapak work list --wave G4",
		"  list     [--wave WAVE] [--limit N] [--json]   open ones, by due day\n"
		"  done     ID [--note TEXT] [--by NAME]   somebody has seen to it\n"
		"  reopen   ID [--by NAME]                 it was closed by mistake\n"
		"  assign   ID --to LOGIN [--by NAME]      who sees to it instead of the wave's trainer\n", cli_work },
	{ "question", "question list|show|answer|canned|note|assign|close|reopen|return",
		"questions for the office",
		"lapak question answer 231 \"Boleh, ajak saja.\" --by Rina",
		"  list     [--open|--mine LOGIN|--unassigned] [--limit N] [--json]\n"
		"           --mine and --unassigned: the open ones of LOGIN, of nobody\n"
		"  show     ID [--json]           with whose it is, and the notes about the trader\n"
		"  answer   ID TEXT|--canned NAME [--by NAME]   sends the text to the trader\n"
		"  canned   add NAME TEXT|list|drop NAME        texts used again\n"
		"  note     ID TEXT --by LOGIN    about the trader, who never sees it\n"
		"  assign   ID --to LOGIN [--by NAME]   a person has the trader from now on\n"
		"  close    ID [--by NAME]        without an answer\n"
		"  reopen   ID [--by NAME]        it was closed by mistake\n"
		"  return   ID [--by NAME]        the bot answers the trader's free texts again\n", cli_question },
	{ "staff", "staff add|list|passwd|phone|token|disable|enable",
		"who works in the office, with which rights",
		"lapak staff add rina --name \"Rina Wati\" --role clerk",
		"  add      LOGIN --role ROLE [--name NAME] [--phone PHONE]; prints the id\n"
		"           --phone         a trainer works by SMS from it\n"
		"           --no-password   no log-in, only by SMS\n"
		"  list     [--limit N] [--json]\n"
		"  passwd   LOGIN\n"
		"  phone    LOGIN PHONE|none\n"
		"  token    LOGIN [--name SCRIPT]   prints a token for a script: Authorization: Bearer TOKEN\n"
		"  disable  LOGIN   what the account did stays recorded\n"
		"  enable   LOGIN\n"
		"ROLE is chief, clerk, trainer, viewer or admin. The password is asked for, or the first line\n"
		"of standard input, or of --password-file FILE; at least 10 characters.\n", cli_staff },
	{ "audit", "audit list|verify",
		"who changed what, and whether that record is whole",
		"lapak audit verify",
		"  list     [--actor staff:rina] [--subject wave:12] [--limit N] [--json]   newest first\n"
		"  verify   [--head NUMBER:HASH] [--json]   names the first row that is not what was written;\n"
		"           exit 1 for one. It prints the head: noted on paper, --head proves with it later\n"
		"           that nobody wrote the record anew\n"
		"--by NAME of other commands says who does it: the login of an account, or a name as it is.\n", cli_audit },
	{ "breach", "breach --from DAY --reason TEXT [--to DAY] [--gateway NAME|--staff LOGIN]",
		"whom a breach of personal data concerns, for the letters the law asks for",
		"lapak breach --from 2026-11-20 --to 2026-11-24 --gateway kannel --reason \"key of the gateway was stolen\" --csv who.csv",
		"  --from, --to   days, both included; up to now without --to\n"
		"  --gateway      whose messages went through it in those days\n"
		"  --staff        whom that account could read of: a trainer those of own waves, others everybody\n"
		"                 without both: all the database held, for a lost backup or machine\n"
		"  --reason       what happened; it is kept in the record with --by NAME, numbers must not be in it\n"
		"  --json|--csv [FILE]|--xlsx FILE   phone, name, market, language, messages, sales, first and last\n"
		"Who was erased before is in no list. In Indonesia (UU 27/2022, art. 46) those named and the\n"
		"authority are told in writing within 3 days.\n", cli_breach },
	{ "message", "message list|resend",
		"every message in and out, newest first",
		"lapak message list --phone 081234567890",
		"  list   [--phone PHONE] [--state STATE] [--limit N] [--json]\n"
		"  resend ID [--by NAME]   one that failed, expired or was rejected, as a new SMS; prints its id\n",
		cli_message },
	{ "gateway", "gateway list|test",
		"how each gateway does, and one SMS to try it",
		"lapak gateway test kannel --phone 081234567890",
		"  list   [--json]                  state, queue and its age in seconds, last success,\n"
		"                                   and the credit left where the provider tells it\n"
		"  test   NAME [--json]             one of them; exit 1 unless it works\n"
		"         --phone PHONE [--by NAME] sends an SMS and waits for what becomes of it\n", cli_gateway },
	{ "card", "card [--lang LANGUAGE] [--svg|--pdf] [--out FILE]",
		"the card that hangs in a stall: number, codes, examples; one A5 page",
		"lapak card --lang jv --out card.pdf",
		"  --lang   its language, as id, jv or en; the office's when not given\n"
		"  --svg    SVG instead of PDF, as does an --out that ends in .svg\n"
		"  --out    the file; standard output when not given\n"
		"\n"
		"check_word in the configuration is printed on it too; texting CEK answers with it.\n",
		cli_card },
	{ "backup", "backup FILE|FOLDER [--keep N] [--key-file KEY] [--json]",
		"a verified copy of the database, beside the running service",
		"lapak backup /var/backups/lapak --keep 14",
		"  FILE        a new file; what is there already is never overwritten\n"
		"  FOLDER      lapak-20261124-100000.db in it, named by the time in UTC\n"
		"  --keep      only the newest N of the FOLDER stay\n"
		"  --key-file  seals the copy; the key is the first line of a file that nobody else\n"
		"              may read: head -c 32 /dev/urandom | base64 >KEY; without it the copy\n"
		"              is lost, so keep it on paper, away from this machine\n", cli_backup },
	{ "restore", "restore FILE [--key-file KEY]",
		"a backup becomes the database, where there is none",
		"lapak restore /var/backups/lapak/lapak-20261124-100000.db",
		"Overwrites nothing: stop the service and move the old database away first. What was\n"
		"waiting to be sent when the backup was made is sent if it has not expired since.\n",
		cli_restore },
	{ "db", "db copy FROM TO",
		"move an office to another database, compared row by row",
		"lapak db copy sqlite:/var/lib/lapak/lapak.db postgresql://lapak@db.example/lapak",
		"  FROM, TO   as [database] url; TO is an empty database, FROM stays as it is\n"
		"\n"
		"Stop the service first; what comes in meanwhile the gateways send again. All of it is copied, or nothing.\n",
		cli_db },
	{ "simulate", "simulate [--traders N] [--days N] [--waves N]|--rate N|peak [--seconds N]",
		"a programme played with a fast clock against a server of its own; exit 1 for a broken rule",
		"lapak simulate --traders 2000 --days 120",
		"  --traders   people with a phone: 20 to 20000; 60 when not given\n"
		"  --days      10 to 365; 20 when not given\n"
		"  --waves     trainings; one for 50 traders when not given\n"
		"  --seed      another programme for each number\n"
		"  --effect    percent that takings grow by after a training; 12 when not given\n"
		"  --keep      FOLDER, new or empty: configuration, database and log stay there\n"
		"  --check     only looks at the rules in the --keep FOLDER of an earlier run\n"
		"  --json      what happened, the rules, the effects found\n"
		"  --rate      instead: so many messages a second, or peak: as in the busiest minutes of a\n"
		"              market day of 12 million traders; what such days take in gateways and money\n"
		"  --seconds   of it, 1 to 86400; 600 when not given\n"
		"\n"
		"All happens in a folder of its own, on this machine; the configuration only names wording\n"
		"and migrations. Numbers of people exist nowhere else.\n", cli_simulate },
	{ "version", "version [--json]",
		"which version this is",
		"lapak version --json", NULL, cli_version },
	{ "help", "help [COMMAND] [--man|--completion]",
		"this list, or what a command does",
		"lapak help wave",
		"  --man          the manual page lapak(1), for man\n"
		"  --completion   for bash: source <(lapak help --completion)\n", cli_help },
	{ NULL, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
