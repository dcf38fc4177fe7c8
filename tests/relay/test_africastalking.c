/* tests/relay/test_africastalking.c - recorded requests of Africa's Talking, from the bytes to what they led to */
#include "t.h"

#include "rig.h"
#include "store/trader.h"

enum { AT = 3 };       /* its place in the configuration, behind those of the world */
enum { SCREEN = 160 }; /* characters of a USSD screen, without "CON " */

static const char trader_phone[] = "+254711000111", /* of the recordings */
	provider_id[] = "ATXid_dda018a640edfcc5d2ce455de3e4a6e7";

static void make_it_at(struct gateway_config *g, const char *name)
{
	(void)snprintf(g->name, sizeof(g->name), "%s", name);
	(void)snprintf(g->type, sizeof(g->type), "africastalking");
	(void)snprintf(g->allowed_prefixes, sizeof(g->allowed_prefixes), "+628,+254");
	(void)snprintf(g->secret[0], sizeof(g->secret[0]), "s3cret");
	(void)snprintf(g->field_session, sizeof(g->field_session), "sessionId");
	(void)snprintf(g->field_phone, sizeof(g->field_phone), "phoneNumber");
	(void)snprintf(g->field_text, sizeof(g->field_text), "text");
	(void)snprintf(g->field_service, sizeof(g->field_service), "serviceCode");
	g->rate_per_second = 100;
}

static int open_with_at(void **state)
{
	struct world *w;

	if (world_open(state) != 0)
		return -1;
	w = *state;
	make_it_at(&w->config.gateway[AT], "at");
	w->config.gateways = AT + 1;
	return 0;
}

static void body_of(const char *fixture, char *out, size_t size)
{
	static char http[4096];
	char path[128], *body;
	FILE *file;
	size_t n;

	(void)snprintf(path, sizeof(path), "tests/data/gateway/%s.http", fixture);
	file = fopen(path, "rb");
	assert_non_null(file);
	n = fread(http, 1, sizeof(http) - 1, file);
	http[n] = '\0';
	assert_int_equal(fclose(file), 0);
	body = strstr(http, "\r\n\r\n");
	assert_non_null(body);
	(void)snprintf(out, size, "%s", body + 4);
}

struct answered {
	char body[400];
	bool repeated;
};

/* As web/ does it: verify, parse, apply in a transaction, answer. */
static struct answered post(struct world *w, const char *endpoint, const char *body)
{
	const struct gateway_config *c = &w->config.gateway[AT];
	const struct gateway *at = gateway_find(c->type);
	static struct gateway_event e[GATEWAY_EVENTS_MAX];
	struct gateway_answer out = { .status = 200 };
	struct inbound_result result;
	struct answered answered = { .repeated = false };
	struct form query;
	struct gateway_request r = { .method = "POST",
		.endpoint = endpoint,
		.query = &query,
		.content_type = "application/x-www-form-urlencoded",
		.authorization = "",
		.body = body,
		.length = strlen(body) };
	size_t n = 0;

	assert_int_equal(form_parse(&query, "key=s3cret", 10, false), RC_OK);
	assert_int_equal(at->verify(c, &r), RC_OK);
	assert_int_equal(at->parse(c, &r, e, &n), RC_OK);
	buf_init(&out.body, 1000);
	inbound_result_init(&result);
	world_break(w, c, e, n, NOW);
	assert_int_equal(store_begin(w->store), RC_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(inbound_apply(&w->inbound, c, &e[i], NOW, &result), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
	if (n > 0)
		at->answer(c, &e[n - 1],
			&(struct gateway_outcome){
				.reply = { result.replies > 0 ? result.reply[0].data : NULL },
				.ends = result.ends },
			&out);
	assert_int_equal(out.status, 200);
	(void)snprintf(answered.body, sizeof(answered.body), "%s", out.body.data);
	answered.repeated = result.repeated;
	inbound_result_release(&result);
	buf_release(&out.body);
	form_release(&query);
	print_message("%s %s\n-> %s\n", endpoint, body, answered.body);
	return answered;
}

static struct answered replay(struct world *w, const char *endpoint, const char *fixture)
{
	char body[1024];

	body_of(fixture, body, sizeof(body));
	return post(w, endpoint, body);
}

static struct trader trader_of(struct world *w, const char *e164)
{
	struct phone p = { .e164 = "" };
	struct trader t;

	(void)snprintf(p.e164, sizeof(p.e164), "%s", e164);
	assert_int_equal(trader_by_phone(w->store, &p, &t), RC_OK);
	return t;
}

static void a_recorded_session_is_answered_screen_by_screen(void **state)
{
	static const char *const hops[] = { "at-ussd-01-dial", "at-ussd-02-choice",
		"at-ussd-03-choice2", "at-ussd-05-freetext" };
	struct world *w = *state;
	struct row rows[16];

	for (size_t i = 0; i < 4; i++) {
		struct answered first = replay(w, "ussd", hops[i]), again;

		assert_true(strncmp(first.body, "CON ", 4) == 0 ||
			    strncmp(first.body, "END ", 4) == 0);
		assert_in_range(strlen(first.body), 4 + 1, 4 + SCREEN);
		assert_false(first.repeated);
		again = replay(w, "ussd", hops[i]);
		assert_true(again.repeated);
		assert_string_equal(again.body, first.body);
		assert_int_equal(world_rows(w, rows, 16), 2 * (i + 1));
	}
}

static void the_end_of_a_session_changes_nothing(void **state)
{
	static const char *const ends[] = { "at-ussd-end-01-success",
		"at-ussd-end-02-incomplete", "at-ussd-end-03-failed" };
	struct world *w = *state;
	struct row rows[16];

	(void)replay(w, "ussd", "at-ussd-01-dial");
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(replay(w, "report", ends[i]).body, "");
	assert_int_equal(world_rows(w, rows, 16), 2);
}

/* The reply to an SMS goes by the gateway itself if it can send, else by the first that can. */
static void an_sms_is_taken_once_and_its_reply_is_queued(void **state)
{
	struct world *w = *state;
	struct row rows[16];

	assert_string_equal(replay(w, "inbound", "at-in-01").body, "");
	assert_true(replay(w, "inbound", "at-in-01").repeated);
	assert_int_equal(world_rows(w, rows, 16), 2);
	assert_string_equal(rows[0].text, "Msg");
	assert_string_equal(rows[0].gateway, "at");
	assert_string_equal(rows[1].gateway, "sim");
	assert_int_equal(rows[1].state, MESSAGE_QUEUED);
	(void)snprintf(w->config.gateway[AT].send_url, CONFIG_URL, "http://127.0.0.1:1/");
	(void)post(w, "inbound", "from=%2B6281234567890&text=MENU&id=other");
	assert_int_equal(world_rows(w, rows, 16), 4);
	assert_string_equal(rows[3].gateway, "at");
}

static void a_task_done_by_ussd_sends_its_receipt_where_it_can(void **state)
{
	static const struct {
		const char *send_url;
		int others;
		const char *gateway; /* NULL: nobody sends, so there is none */
	} rows[] = { { "", AT, "sim" }, { "http://127.0.0.1:1/", AT, "at" }, { "", 0, NULL } };
	static const char *const texts[] = { "", "2", "2*2jt", "2*2jt*0" };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world *w;
		struct row row[16];
		size_t n;

		if (i > 0) {
			assert_int_equal(world_close(state), 0);
			assert_int_equal(open_with_at(state), 0);
		}
		w = *state;
		(void)snprintf(
			w->config.gateway[AT].send_url, CONFIG_URL, "%s", rows[i].send_url);
		for (int g = rows[i].others; g < AT; g++)
			w->config.gateway[g].type[0] = '\0';
		for (size_t k = 0; k < 4; k++) {
			char body[200];

			(void)snprintf(body, sizeof(body),
				"sessionId=s1&phoneNumber=081234567890&text=%s", texts[k]);
			(void)post(w, "ussd", body);
		}
		n = world_rows(w, row, 16);
		assert_int_equal(n, rows[i].gateway != NULL ? 9 : 8);
		if (rows[i].gateway == NULL)
			continue;
		assert_int_equal(row[8].kind, KIND_RECEIPT);
		assert_int_equal(row[8].channel, CHANNEL_SMS);
		assert_string_equal(row[8].gateway, rows[i].gateway);
	}
}

static void an_opt_out_stops_the_trader(void **state)
{
	struct world *w = *state;
	struct phone stranger = { .e164 = "+254711000111" };
	bool remembered = false;

	assert_string_equal(replay(w, "report", "at-optout-01").body, "");
	assert_int_equal(trader_opted_out(w->store, &stranger, &remembered), RC_OK);
	assert_true(remembered);
	(void)replay(w, "ussd", "at-ussd-01-dial");
	assert_int_equal(trader_of(w, trader_phone).stopped_at, NOW);
	(void)post(w, "ussd", "sessionId=s2&phoneNumber=081234567890&text=");
	assert_int_equal(trader_of(w, "+6281234567890").stopped_at, 0);
	(void)post(w, "report", "senderId=LAPAK&phoneNumber=6281234567890");
	assert_int_equal(trader_of(w, "+6281234567890").stopped_at, NOW);
}

/* ---- delivery reports ------------------------------------------------------------------- */

static int64_t sent_tip(struct world *w, const char *gateway, const char *id)
{
	struct message m = { .channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = MESSAGE_SENT,
		.gateway = gateway,
		.gateway_id = id,
		.phone = trader_phone,
		.text = "LAPAK: a tip",
		.at = NOW,
		.due_at = NOW,
		.expires_at = NOW + 86400,
		.segments = 1 };

	assert_int_equal(store_begin(w->store), RC_OK);
	m.id = store_message_id(w->store);
	assert_int_equal(message_add(w->store, &m), RC_OK);
	assert_int_equal(sent_note(w->store, gateway, id, m.id), RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
	return m.id;
}

static const struct row *last_row(struct world *w)
{
	static struct row rows[32];

	return &rows[world_rows(w, rows, 32) - 1];
}

static void recorded_reports_settle_the_message_of_that_id(void **state)
{
	static const struct {
		const char *fixture;
		enum message_state state;
		const char *error;
		bool stops;
	} rows[] = {
		{ "at-dlr-02-buffered", MESSAGE_SENT, "", false },
		{ "at-dlr-01-success", MESSAGE_DELIVERED, "", false },
		{ "at-dlr-03-failed", MESSAGE_FAILED, "UserAccountSuspended", false },
		{ "at-dlr-04-rejected", MESSAGE_REJECTED, "UserInBlackList", true },
		{ "at-dlr-06-expired", MESSAGE_EXPIRED, "Expired", false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world *w;

		if (i > 0) {
			assert_int_equal(world_close(state), 0);
			assert_int_equal(open_with_at(state), 0);
		}
		w = *state;
		(void)replay(w, "ussd", "at-ussd-01-dial");
		(void)sent_tip(w, "at", provider_id);
		for (int twice = 0; twice < 2; twice++) {
			assert_string_equal(replay(w, "report", rows[i].fixture).body, "");
			assert_int_equal(last_row(w)->state, rows[i].state);
			assert_string_equal(last_row(w)->error, rows[i].error);
		}
		assert_int_equal(
			trader_of(w, trader_phone).stopped_at, rows[i].stops ? NOW : 0);
	}
}

static void a_report_of_an_unknown_id_changes_nothing(void **state)
{
	struct world *w = *state;

	(void)sent_tip(w, "other", provider_id); /* another gateway's names are its own */
	(void)replay(w, "report", "at-dlr-01-success");
	assert_int_equal(last_row(w)->state, MESSAGE_SENT);
	(void)post(w, "report", "id=ATXid_unknown&status=Success");
	assert_int_equal(last_row(w)->state, MESSAGE_SENT);
}

/* ---- sending -------------------------------------------------------------------------- */

static uint64_t no_chance(void *arg)
{
	(void)arg;
	return 0;
}

static int rig_with_at(void **state)
{
	struct rig *r;
	struct err err;

	if (rig_open(state) != 0)
		return -1;
	r = *state;
	outbound_close(r->outbound);
	make_it_at(&r->world->config.gateway[KANNEL], "at");
	(void)snprintf(r->world->config.gateway[KANNEL].password, CONFIG_SECRET, "k3y");
	return outbound_open(&r->outbound, r->world->store, &r->world->config, no_chance, NULL,
		       &err) == RC_OK
		       ? 0
		       : -1;
}

static void a_message_sent_is_found_by_the_id_it_was_given(void **state)
{
	static const char body[] =
		"{\"SMSMessageData\":{\"Message\":\"Sent to 1/1\",\"Recipients\":[{\"statusCode\":"
		"101,\"status\":\"Success\",\"messageId\":\"ATXid_7\"}]}}";
	struct rig *r = *state;
	char answer[400], request[2000];
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1), found = 0;

	(void)snprintf(answer, sizeof(answer),
		"HTTP/1.1 201 Created\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
	sink_answer(r->sink, answer);
	rig_round(r);
	sink_last(r->sink, request, sizeof(request));
	assert_non_null(strstr(request, "\r\napiKey: k3y\r\n"));
	assert_non_null(strstr(request, "\r\nAccept: application/json\r\n"));
	assert_non_null(strstr(request, "&to=%2B6281234567801&message=LAPAK%3A%20no%20"));
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
	assert_string_equal(rig_row(r, id)->gateway_id, "ATXid_7");
	assert_int_equal(sent_find(r->world->store, "at", "ATXid_7", &found), RC_OK);
	assert_int_equal(found, id);
	sink_answer(r->sink, SINK_ACCEPTS);
}

static void a_receiver_on_the_black_list_is_stopped(void **state)
{
	static const char body[] =
		"{\"SMSMessageData\":{\"Message\":\"Sent to 0/1\",\"Recipients\":[{\"statusCode\":"
		"406,\"status\":\"UserInBlacklist\",\"messageId\":\"None\"}]}}";
	struct rig *r = *state;
	struct trader t = { .language = "id", .phone = { "+6281234567801" } };
	char answer[400];
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(trader_add(r->world->store, &t), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	(void)snprintf(answer, sizeof(answer),
		"HTTP/1.1 201 Created\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
	sink_answer(r->sink, answer);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_REJECTED);
	assert_string_equal(rig_row(r, id)->error, "406 UserInBlacklist");
	assert_int_equal(trader_of(r->world, t.phone.e164).stopped_at, NOW);
	sink_answer(r->sink, SINK_ACCEPTS);
}

int main(void)
{
#define WORLD(test) cmocka_unit_test_setup_teardown(test, open_with_at, world_close)
#define RIG(test)   cmocka_unit_test_setup_teardown(test, rig_with_at, rig_close)
	const struct CMUnitTest tests[] = {
		WORLD(a_recorded_session_is_answered_screen_by_screen),
		WORLD(the_end_of_a_session_changes_nothing),
		WORLD(an_sms_is_taken_once_and_its_reply_is_queued),
		WORLD(a_task_done_by_ussd_sends_its_receipt_where_it_can),
		WORLD(an_opt_out_stops_the_trader),
		WORLD(recorded_reports_settle_the_message_of_that_id),
		WORLD(a_report_of_an_unknown_id_changes_nothing),
		RIG(a_message_sent_is_found_by_the_id_it_was_given),
		RIG(a_receiver_on_the_black_list_is_stopped),
	};

	return world_run(tests);
}
