/* wording/broadcast_text.c - what may be written to many, and how it reads on one phone */
#include "wording/broadcast_text.h"

#include <stdbool.h>
#include <string.h>

#include "text/gsm7.h"
#include "text/outgoing.h"
#include "text/utf8.h"

enum { TYPED_MAX = 1000, FOLDED_MAX = 2 * TYPED_MAX, NAME_BYTES = 512 };

static const char field[] = "{name}";
static const char brand[] = "LAPAK:";

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Folds a piece between two fields; the spaces at its ends belong to the sentence. */
static void add_piece(struct buf *out, const char *s, size_t n)
{
	if (n > 0 && is_space(s[0]) && out->len > 0 && out->data[out->len - 1] != ' ')
		buf_putc(out, ' ');
	gsm7_fold(out, s, n);
	if (n > 1 && is_space(s[n - 1]) && out->len > 0 && out->data[out->len - 1] != ' ')
		buf_putc(out, ' ');
}

/* As much of s as fits, whole letters. */
static void take_whole(char *out, size_t size, const char *s, size_t n)
{
	size_t fits = n < size ? n : size - 1;

	while (fits < n && fits > 0 && ((unsigned char)s[fits] & 0xC0) == 0x80)
		fits--;
	memcpy(out, s, fits);
	out[fits] = '\0';
}

static void no_field(struct wording_faults *faults, const char *s, size_t n)
{
	struct wording_fault what = { .code = "unknown-field", .advice = "{name}" };

	take_whole(what.about, sizeof(what.about), s, n);
	wording_faults_add(faults, &what, "there is no field %s; there is {name}", what.about);
}

static void dear_sign(struct wording_faults *faults, const char *sign, size_t length,
	const struct buf *without)
{
	struct wording_fault what = { .code = "sign" };

	take_whole(what.about, sizeof(what.about), sign, length);
	take_whole(what.advice, sizeof(what.advice), without->data, without->len);
	wording_faults_add(faults, &what,
		"the sign %s would make every SMS cost twice; without such signs: %s",
		what.about, what.advice);
}

/* Copies the text with its fields; every brace that is none of them is a fault. */
static void take_pieces(struct buf *out, const char *s, struct wording_faults *faults)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "{}"), inner;

		add_piece(out, s, n);
		s += n;
		if (*s == '\0')
			break;
		inner = *s == '{' ? strcspn(s + 1, "{}") : 0;
		if (*s == '}' || s[inner + 1] != '}') {
			wording_faults_add(faults,
				&(struct wording_fault){ .code = "brace", .about = { *s } },
				"a %c without its other half", *s);
			s++;
			continue;
		}
		if (inner + 2 == sizeof(field) - 1 && memcmp(s, field, inner + 2) == 0)
			buf_puts(out, field);
		else
			no_field(faults, s, inner < 30 ? inner + 2 : 32);
		s += inner + 2;
	}
}

/* The first sign that makes the whole SMS go as UCS-2, 70 to a segment. */
static void look_at_signs(const char *s, size_t n, struct wording_faults *faults)
{
	struct buf folded;

	for (size_t at = 0; at < n;) {
		size_t length = 1;

		while (at + length < n && ((unsigned char)s[at + length] & 0xC0) == 0x80)
			length++;
		bool gsm7 = true;
		(void)sms_segments(s + at, length, &gsm7);
		if (!gsm7) {
			buf_init(&folded, FOLDED_MAX);
			gsm7_fold(&folded, s, n);
			dear_sign(faults, s + at, length, &folded);
			buf_release(&folded);
			return;
		}
		at += length;
	}
}

void broadcast_render(const struct wording *w, const char *language, const char *text,
	const char *name, struct buf *out)
{
	struct buf shown;

	buf_init(&shown, NAME_BYTES);
	gsm7_fold(&shown, name, strlen(name));
	if (shown.len > BROADCAST_NAME_SHOWN)
		buf_cut(&shown, BROADCAST_NAME_SHOWN);
	if (shown.len > 0 && shown.data[shown.len - 1] == ' ')
		buf_cut(&shown, shown.len - 1);
	if (shown.len == 0)
		wording_render(w, language, MSG_BROADCAST_NAME, NULL, 0, &shown);
	while (*text != '\0') {
		const char *at = strstr(text, field);

		buf_add(out, text, at != NULL ? (size_t)(at - text) : strlen(text));
		if (at == NULL)
			break;
		buf_add(out, shown.data, shown.len);
		text = at + strlen(field);
	}
	buf_release(&shown);
}

unsigned broadcast_longest(const char *text)
{
	size_t n = strlen(text);
	char longest[BROADCAST_SMS_MAX];
	size_t length = 0;
	bool gsm7;

	for (size_t i = 0; i < n && length + BROADCAST_NAME_SHOWN < sizeof(longest);) {
		if (strncmp(text + i, field, strlen(field)) == 0) {
			memset(longest + length, 'x', BROADCAST_NAME_SHOWN);
			length += BROADCAST_NAME_SHOWN;
			i += strlen(field);
		} else {
			longest[length++] = text[i++];
		}
	}
	return sms_segments(longest, length, &gsm7);
}

/* The law wants every broadcast to say how it is stopped: in a sentence of its own. */
static void add_stop(const struct wording *w, const char *language, struct buf *out)
{
	if (strstr(out->data, "STOP") != NULL)
		return;
	if (out->len > 0 && strchr(".!?", out->data[out->len - 1]) == NULL)
		buf_putc(out, '.');
	buf_putc(out, ' ');
	wording_render(w, language, MSG_BROADCAST_STOP, NULL, 0, out);
}

enum rc broadcast_compose(const struct wording *w, const char *language, const char *typed,
	struct buf *out, struct wording_faults *faults)
{
	size_t n = strlen(typed), before = faults->n;
	const struct outgoing *why;
	unsigned segments;

	if (n > TYPED_MAX)
		wording_faults_add(faults, &(struct wording_fault){ .code = "too-long" },
			"the text is far too long");
	else if (!utf8_valid(typed, n))
		wording_faults_add(faults, &(struct wording_fault){ .code = "not-utf8" },
			"the text is not UTF-8");
	if (faults->n > before)
		return RC_INVALID;
	while (is_space(*typed))
		typed++;
	if (strncasecmp(typed, brand, strlen(brand)) == 0)
		typed += strlen(brand);
	while (is_space(*typed))
		typed++;
	n = strlen(typed);
	look_at_signs(typed, n, faults);
	buf_puts(out, WORDING_BRAND);
	take_pieces(out, typed, faults);
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
	if (out->len <= strlen(brand))
		wording_faults_add(faults, &(struct wording_fault){ .code = "empty" },
			"the text is empty");
	why = outgoing_fault(typed, n);
	if (why != NULL)
		wording_faults_add(faults, &(struct wording_fault){ .code = why->code },
			"the text may not go out: %s", why->sentence);
	if (faults->n > before)
		return RC_INVALID;
	add_stop(w, language, out);
	segments = broadcast_longest(out->data);
	if (!out->full && segments <= BROADCAST_SEGMENTS_MOST)
		return RC_OK;
	wording_faults_add(faults,
		&(struct wording_fault){
			.code = "segments", .n = segments, .most = BROADCAST_SEGMENTS_MOST },
		"the text takes %u SMS, at most %d: shorten it", segments,
		(int)BROADCAST_SEGMENTS_MOST);
	return RC_INVALID;
}
