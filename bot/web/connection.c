/* web/connection.c - open connections and how long each may take */
#include "web/connection.h"

#include <sys/socket.h>

static const int64_t allowed_ms[CONNECTION_PHASES] = {
	[CONNECTION_READING] = 10000,
	[CONNECTION_WRITING] = 30000,
	[CONNECTION_SENDING] = 900000,
	[CONNECTION_IDLE] = 60000,
};

static void append(struct connections *all, struct connection *c)
{
	c->next = NULL;
	c->previous = all->newest[c->phase];
	if (c->previous != NULL)
		c->previous->next = c;
	else
		all->oldest[c->phase] = c;
	all->newest[c->phase] = c;
}

static void detach(struct connections *all, struct connection *c)
{
	if (c->previous != NULL)
		c->previous->next = c->next;
	else
		all->oldest[c->phase] = c->next;
	if (c->next != NULL)
		c->next->previous = c->previous;
	else
		all->newest[c->phase] = c->previous;
}

void connection_add(struct connections *all, struct connection *c, int fd, int64_t now_ms)
{
	*c = (struct connection){ .phase = CONNECTION_READING, .since = now_ms, .fd = fd };
	append(all, c);
	all->count++;
}

void connection_remove(struct connections *all, struct connection *c)
{
	detach(all, c);
	all->count--;
}

void connection_enter(struct connections *all, struct connection *c,
	enum connection_phase phase, int64_t now_ms)
{
	if (c->phase == phase || c->phase == CONNECTION_CUT)
		return;
	detach(all, c);
	c->phase = phase;
	c->since = now_ms;
	append(all, c);
}

size_t connections_cut(struct connections *all, int64_t now_ms)
{
	size_t cut = 0;

	for (enum connection_phase p = CONNECTION_READING; p < CONNECTION_PHASES; p++) {
		while (allowed_ms[p] != 0 && all->oldest[p] != NULL &&
			now_ms - all->oldest[p]->since >= allowed_ms[p]) {
			(void)shutdown(all->oldest[p]->fd, SHUT_RDWR);
			connection_enter(all, all->oldest[p], CONNECTION_CUT, now_ms);
			cut++;
		}
	}
	return cut;
}

int64_t connections_next(const struct connections *all, int64_t now_ms, int64_t most)
{
	int64_t left = most;

	for (enum connection_phase p = CONNECTION_READING; p < CONNECTION_PHASES; p++) {
		if (allowed_ms[p] == 0 || all->oldest[p] == NULL)
			continue;
		if (all->oldest[p]->since + allowed_ms[p] - now_ms < left)
			left = all->oldest[p]->since + allowed_ms[p] - now_ms;
	}
	return left > 0 ? left : 0;
}
