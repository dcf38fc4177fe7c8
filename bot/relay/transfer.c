/* relay/transfer.c - one HTTP request to a gateway and its answer */
#include "relay/transfer.h"

#include <string.h>

enum {
	SEND_MAX = 64 * 1024, /* a text of MESSAGE_TEXT_MAX bytes, percent-encoded twice over */
	CONNECT_MS = 3 * 1000,
	TOTAL_MS = 10 * 1000,
	/* Seconds a connection may lie idle. When a kept connection turns out dead libcurl sends the
	 * request once more by itself, and the gateway may have had it; so we let go before it does. */
	IDLE_MAX = 10,
	OWN_HEADERS = 2, /* lines before the adapter's */
	SERVER_MAX =
		2 *
		CONFIG_URL, /* scheme, host and path that are kept from one message to the next */
};

/* Keeps what fits; a greater answer ends the transfer, its status being known. */
static size_t take_answer(char *data, size_t size, size_t count, void *answer)
{
	struct buf *b = answer;
	size_t n = size * count, room = b->ceiling - b->len;

	buf_add(b, data, n < room ? n : room);
	return n <= room ? n : 0;
}

/* Only lapak.ini says where messages go: no redirect, no proxy from the environment, no other
 * protocol than HTTP. */
static bool set_up(CURL *easy)
{
	return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) ==
		       CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_MAX) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ==
		       CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_USERAGENT, "Lapak") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_answer) == CURLE_OK;
}

static void drop_headers(struct transfer *t)
{
	curl_slist_free_all(t->headers);
	t->headers = NULL;
}

void transfer_init(struct transfer *t, size_t answer_max)
{
	*t = (struct transfer){ .easy = NULL };
	buf_init(&t->send.url, SEND_MAX);
	buf_init(&t->send.body, SEND_MAX);
	buf_init(&t->answer, answer_max);
	buf_init(&t->server, SERVER_MAX);
}

void transfer_clear(struct transfer *t)
{
	t->send.method = "GET";
	t->send.content_type = NULL;
	for (size_t i = 0; i < SEND_HEADERS; i++)
		t->send.header[i][0] = '\0';
	buf_reset(&t->send.url);
	buf_reset(&t->send.body);
	buf_reset(&t->answer);
}

static bool add_header(struct transfer *t, const char *line)
{
	struct curl_slist *longer = curl_slist_append(t->headers, line);

	if (longer == NULL)
		return false;
	t->headers = longer;
	return true;
}

/* Whether the list still says what this message wants said. */
static bool headers_fit(const struct transfer *t)
{
	const struct curl_slist *at = t->headers;

	if (at == NULL || t->headers_for != t->send.content_type)
		return false;
	for (int i = 0; i < OWN_HEADERS && at != NULL; i++)
		at = at->next;
	for (size_t i = 0; i < SEND_HEADERS && t->send.header[i][0] != '\0'; i++) {
		if (at == NULL || strcmp(at->data, t->send.header[i]) != 0)
			return false;
		at = at->next;
	}
	return at == NULL;
}

static bool add_headers(struct transfer *t)
{
	bool added = true;

	for (size_t i = 0; i < SEND_HEADERS && added && t->send.header[i][0] != '\0'; i++)
		added = add_header(t, t->send.header[i]);
	return added;
}

static bool is_bare(const struct transfer *t)
{
	return t->send.content_type == NULL && t->send.header[0][0] == '\0' &&
	       strcmp(t->send.method, "GET") == 0;
}

/* Without "Expect: 100-continue", which costs a round trip, or a second where it is ignored. An
 * empty Content-Type takes away libcurl's own. They are mostly those of the message before. */
static bool set_headers(struct transfer *t)
{
	struct buf type;
	bool set;

	if (is_bare(t)) { /* a plain GET: libcurl has nothing of its own to take away */
		drop_headers(t);
		return curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, NULL) == CURLE_OK;
	}
	if (headers_fit(t))
		return true;
	drop_headers(t);
	t->headers_for = t->send.content_type;
	buf_init(&type, 200);
	buf_printf(&type, "Content-Type: %s",
		t->send.content_type != NULL ? t->send.content_type : "");
	set = add_header(t, "Expect:") && !type.full && add_header(t, type.data) &&
	      add_headers(t) &&
	      curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers) == CURLE_OK;
	buf_release(&type);
	if (!set)
		drop_headers(t);
	return set;
}

/* GET, or POST with a body. */
static bool set_method(struct transfer *t)
{
	if (strcmp(t->send.method, "GET") == 0)
		return curl_easy_setopt(t->easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
	return curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, t->send.body.data) == CURLE_OK &&
	       curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE, (long)t->send.body.len) ==
		       CURLE_OK;
}

/* Where the path of an absolute URL begins that goes on the wire as it stands; NULL: libcurl had better see to it. */
static const char *target_of(const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = host != NULL ? strchr(host + 3, '/') : NULL;

	if (path == NULL || strchr(path, '?') == NULL ||
		strcspn(host + 3, "@?#") < (size_t)(path - host - 3))
		return NULL;
	for (const char *s = path; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || *s == '#')
			return NULL;
	return path;
}

/* libcurl is told where to go, and keeps it taken apart: from the text of a URL it would do that for every request. What cannot be
 * taken apart, or is too long to keep, it gets as it is, to say what it thinks of it. */
static bool set_place(struct transfer *t, const char *url, size_t n)
{
	bool apart;

	if (n > 0 && t->server.len == n && memcmp(t->server.data, url, n) == 0)
		return true;
	buf_reset(&t->server);
	buf_add(&t->server, url, n);
	if (!t->server.full)
		url = t->server.data;
	if (curl_easy_setopt(t->easy, CURLOPT_URL, url) != CURLE_OK)
		return false;
	apart = !t->server.full && curl_url_set(t->place, CURLUPART_URL, url, 0) == CURLUE_OK;
	if (!apart)
		buf_reset(&t->server);
	return curl_easy_setopt(t->easy, CURLOPT_CURLU, apart ? t->place : NULL) == CURLE_OK;
}

/* A GET carries its message in the query. Taken apart and put together again that costs more than the request; so libcurl is told
 * the part that stays, and what to ask for there. */
static bool set_url(struct transfer *t)
{
	const char *url = t->send.url.data, *target = target_of(url);
	size_t n = target != NULL ? (size_t)(strchr(target, '?') - url) : t->send.url.len;

	return curl_easy_setopt(t->easy, CURLOPT_REQUEST_TARGET, target) == CURLE_OK &&
	       set_place(t, url, n);
}

static bool open_handle(struct transfer *t)
{
	if (t->easy != NULL)
		return true;
	t->easy = curl_easy_init();
	t->place = curl_url();
	return t->easy != NULL && t->place != NULL && set_up(t->easy);
}

/* With all it was told. */
static void close_handle(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_url_cleanup(t->place);
	drop_headers(t);
	t->easy = NULL;
	t->place = NULL;
	buf_reset(&t->server);
}

void transfer_release(struct transfer *t)
{
	close_handle(t);
	buf_release(&t->send.url);
	buf_release(&t->send.body);
	buf_release(&t->answer);
	buf_release(&t->server);
}

static bool begin(struct transfer *t, CURLM *multi, void *owner)
{
	return open_handle(t) && set_headers(t) && set_method(t) && set_url(t) &&
	       curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, &t->answer) == CURLE_OK &&
	       curl_easy_setopt(t->easy, CURLOPT_PRIVATE, owner) == CURLE_OK &&
	       curl_multi_add_handle(multi, t->easy) == CURLM_OK;
}

enum rc transfer_start(struct transfer *t, CURLM *multi, void *owner)
{
	if (begin(t, multi, owner))
		return RC_OK;
	close_handle(t); /* half told where to go, it is of no more use */
	return RC_BROKEN;
}

/* A status that came is an answer, even if the rest of it was lost. Without one it matters only
 * whether a byte of the request left: then the gateway may have it. */
static enum transport classify(CURLcode result, long status, long request_bytes)
{
	if (status > 0)
		return TRANSPORT_OK;
	if (result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_CONNECT)
		return TRANSPORT_NOT_SENT;
	return request_bytes == 0 ? TRANSPORT_NOT_SENT : TRANSPORT_NO_ANSWER;
}

void transfer_end(struct transfer *t, CURLM *multi, CURLcode result,
	struct gateway_response *out, int64_t *retry_after)
{
	long status = 0, request_bytes = 0;
	curl_off_t wait = 0;

	(void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &request_bytes);
	(void)curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &wait);
	(void)curl_multi_remove_handle(multi, t->easy);
	*out = (struct gateway_response){
		.transport = classify(result, status, request_bytes),
		.status = status,
		.body = t->answer.data,
		.length = t->answer.len,
	};
	*retry_after = wait > 0 ? (int64_t)wait : 0;
}
