/* web/pack.c - answers as gzip, for lines that are slow */
#include "web/pack.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "web/reply.h"

enum {
	WORTH_IT = 4 * 1024,  /* a smaller one fits two or three packets anyway */
	AT_MOST = 256 * 1024, /* a millisecond or two of the loop; larger ones go as they are */
	WINDOW_AND_GZIP = 15 + 16,
	MEMORY = 8,
};

static size_t blanks(const char *s)
{
	return strspn(s, " \t");
}

/* RFC 9110 12.4.2: what stands behind a coding, up to the comma, is a weight of zero: it is not wanted. */
static bool weighs_nothing(const char *s)
{
	s += blanks(s);
	if (*s != ';')
		return false;
	s += 1 + blanks(s + 1);
	if (strncasecmp(s, "q=0", 3) != 0)
		return false;
	s += 3;
	s += *s == '.' ? 1 + strspn(s + 1, "0") : 0;
	s += blanks(s);
	return *s == ',' || *s == '\0';
}

/* RFC 9110 12.5.3: a list of codings, of which some have a weight. */
bool pack_accepts(const char *codings)
{
	static const char gzip_name[] = "gzip";
	const size_t size = strlen(gzip_name);

	for (const char *at = codings; *at != '\0'; at += strcspn(at, ",")) {
		at += strspn(at, ", \t");
		if (strncasecmp(at, gzip_name, size) == 0 && strchr(" \t;,", at[size]) != NULL)
			return !weighs_nothing(at + size);
	}
	return false;
}

bool pack_is_taken(const struct request *r)
{
	const char *codings =
		MHD_lookup_connection_value(r->mhd, MHD_HEADER_KIND, "Accept-Encoding");

	return codings != NULL && pack_accepts(codings);
}

/* Bytes written to out, of which there are room; 0: it did not work. */
static size_t gzip(const struct buf *text, unsigned char *out, size_t room)
{
	z_stream z = { .next_in = (Bytef *)text->data, .avail_in = (uInt)text->len };
	size_t n = 0;

	z.next_out = out;
	z.avail_out = (uInt)room;
	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, WINDOW_AND_GZIP, MEMORY,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		n = z.total_out;
	(void)deflateEnd(&z);
	return n;
}

void pack_text(struct request *r)
{
	size_t length = r->text.len, n;
	unsigned char *packed;

	if (length < WORTH_IT || length > AT_MOST)
		return;
	reply_header(r, "Vary", "Accept-Encoding");
	packed = pack_is_taken(r) ? malloc(length) : NULL;
	if (packed == NULL)
		return;
	n = gzip(&r->text, packed, length);
	if (n > 0) {
		buf_reset(&r->text);
		buf_add(&r->text, (const char *)packed, n);
		reply_header(r, "Content-Encoding", "gzip");
	}
	free(packed);
}
