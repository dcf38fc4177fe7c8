/* relay/probe.c - one question over HTTP, waited for */
#include "relay/probe.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

static size_t take(char *data, size_t size, size_t n, void *arg)
{
	struct probe *p = arg;

	buf_add(&p->body, data, size * n);
	return size * n;
}

static bool set_up(CURL *easy, struct probe *p, const char *url, bool head, long timeout_ms)
{
	return curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_NOBODY, head ? 1L : 0L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEDATA, p) == CURLE_OK;
}

enum rc probe_ask(struct probe *out, const char *url, bool head, long timeout_ms)
{
	CURL *easy = curl_easy_init();
	struct curl_header *date = NULL;
	CURLcode code = CURLE_OUT_OF_MEMORY;

	out->status = 0;
	out->date = 0;
	out->error[0] = '\0';
	buf_reset(&out->body);
	if (easy != NULL && set_up(easy, out, url, head, timeout_ms))
		code = curl_easy_perform(easy);
	if (code == CURLE_OK) {
		(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &out->status);
		if (curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK)
			out->date = (int64_t)curl_getdate(date->value, NULL);
		if (out->date < 0)
			out->date = 0;
	} else {
		(void)snprintf(out->error, sizeof(out->error), "%s", curl_easy_strerror(code));
	}
	curl_easy_cleanup(easy);
	return code == CURLE_OK ? RC_OK : RC_BROKEN;
}

void probe_origin(const char *url, char out[static CONFIG_URL])
{
	const char *host = strstr(url, "://");
	size_t n = host != NULL ? (size_t)(host + 3 - url) : 0;

	n += strcspn(url + n, "/?#");
	(void)snprintf(out, CONFIG_URL, "%.*s/", (int)n, url);
}
