/* office/password.c - passwords of staff: which are taken, how they are kept */
#include "office/password.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/utf8.h"

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash does not fit");

enum {
	PASSES = 2,
	MEMORY = 19 * 1024 * 1024,
	COMMON_MOST = 64 /* bytes of a listed one with its ending */
};

/* What is put behind a word to make a password of it, and hardly does. */
static const char endings[] = "0123456789!.-_ ";

static const char *const common[] = {
#include "office/common_passwords.def"
};

static int compare(const void *word, const void *entry)
{
	return strcmp(word, *(const char *const *)entry);
}

static bool is_listed(const char *word)
{
	return bsearch(word, common, sizeof(common) / sizeof(common[0]), sizeof(common[0]),
		       compare) != NULL;
}

/* As it is written, in whatever case, and without what is put behind. */
static bool is_common(const char *password, size_t n)
{
	char word[COMMON_MOST + 1];

	if (n > COMMON_MOST)
		return false;
	for (size_t i = 0; i < n; i++)
		word[i] = (char)tolower((unsigned char)password[i]);
	word[n] = '\0';
	if (is_listed(word))
		return true;
	while (n > 0 && strchr(endings, word[n - 1]) != NULL)
		word[--n] = '\0';
	return is_listed(word);
}

/* "rinarina", "Rina123456": the login and what hardly adds to it. */
static bool is_login(const char *password, size_t n, const char *login)
{
	size_t length = strlen(login), at = 0;

	if (length == 0)
		return false;
	while (at + length <= n && strncasecmp(password + at, login, length) == 0)
		at += length;
	return at > 0 && strspn(password + at, endings) >= n - at;
}

static bool is_one_sign(const char *password, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (password[i] != password[0])
			return false;
	return true;
}

const char *password_fault(const char *password, size_t n, const char *login)
{
	if (n > PASSWORD_MOST || memchr(password, '\0', n) != NULL || !utf8_valid(password, n))
		return "is too long, or no text";
	if (utf8_length(password, n) < PASSWORD_LEAST)
		return "has fewer than 10 characters";
	if (is_login(password, n, login))
		return "is the login name";
	if (is_one_sign(password, n))
		return "is one sign repeated";
	return is_common(password, n) ? "is one of those that are tried first" : NULL;
}

enum rc password_hash(char out[static PASSWORD_HASH_SIZE], const char *password, size_t n)
{
	memset(out, 0, PASSWORD_HASH_SIZE);
	if (sodium_init() < 0 || crypto_pwhash_str(out, password, n, PASSES, MEMORY) != 0)
		return RC_BROKEN;
	return RC_OK;
}

enum rc password_check(const char *hash, const char *password, size_t n)
{
	static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	char padded[PASSWORD_HASH_SIZE] = "";
	bool known = hash != NULL && hash[0] != '\0';
	const char *from = known ? hash : nobody;

	if (strlen(from) >= sizeof(padded))
		return RC_DENIED;
	memcpy(padded, from, strlen(from));
	if (sodium_init() < 0 || crypto_pwhash_str_verify(padded, password, n) != 0 || !known)
		return RC_DENIED;
	return RC_OK;
}
