-- 0021_broadcast_retry: a broadcast is tried on one phone first, and who did not get it gets it once more.

ALTER TABLE broadcast ADD COLUMN tests INTEGER NOT NULL DEFAULT 0;       -- times it was tried on one phone
ALTER TABLE broadcast ADD COLUMN retry_after INTEGER NOT NULL DEFAULT 0; -- lost messages up to this trader id have their turn again
ALTER TABLE broadcast ADD COLUMN retry_until INTEGER NOT NULL DEFAULT 0; -- and those up to this one will; not above retry_after: none
