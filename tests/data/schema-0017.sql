-- tests/data/schema-0017.sql - an office's database as release 17 of the schema left it, after a morning's work
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO migration VALUES(1,'0001_start.sql','47e48f3abde61cac33ae805ea2cf356a3ab4cc455ec3c2d431cf09f7d0dd2705',1795489201);
INSERT INTO migration VALUES(2,'0002_helpers.sql','b1d071f720b516f63c8a212a818bed99519d5b8ad1563845ac700ebd0f6fdcd0',1795489201);
INSERT INTO migration VALUES(3,'0003_gateways.sql','0d469d8c710ab937eb9c0972fcccb2b05db2347de88e5cf70c71c11516548d88',1795489201);
INSERT INTO migration VALUES(4,'0004_staff.sql','0c378a2a61e9c00196f2ce730b5db64264afab410ae6b2911b4f04ee1d4fafe1',1795489201);
INSERT INTO migration VALUES(5,'0005_session.sql','0e17170d1d71b01b949f019cb3eaae18d5f0c5e44aa2ec6ba5a436d08eea704e',1795489201);
INSERT INTO migration VALUES(6,'0006_broadcast.sql','c13fdbef25b93d3bcff0ce9db6abc6e8ddc4877302f1dfa4f14e0f07515867fd',1795489201);
INSERT INTO migration VALUES(7,'0007_jobs.sql','ac57e81ffb7ef5ff6ece4aa5e31c803a36bf322ac3b11c8cc3749e58d7db5cfe',1795489201);
INSERT INTO migration VALUES(8,'0008_inbox.sql','74dc8dc0d527cae14fb9fb6d3cae33d615f6f9bf0ef86a00f6a251c1ed654a05',1795489201);
INSERT INTO migration VALUES(9,'0009_figures.sql','b1e6968c586e010d29241d11fd2707bb57853f5b8cdaa5fb9dab9506e8898995',1795489201);
INSERT INTO migration VALUES(10,'0010_threads.sql','0c4031befd7ca43c80c3086b561ff156fb050e06c4939bc192f55e98e5398829',1795489201);
INSERT INTO migration VALUES(11,'0011_seats.sql','f1b9c1092494078249ee917253643accd739475dfd3d8825b88442e593625b16',1795489201);
INSERT INTO migration VALUES(12,'0012_search.sql','f9b74f2c202141ea2f74aa072f31c5bbc95c9ffcbc668d667e93478b8a5e2a47',1795489201);
INSERT INTO migration VALUES(13,'0013_follow_up.sql','c197f336ff586b6276d862b35af8476cef13ed607c2ec7fb5be79f430add5e8e',1795489201);
INSERT INTO migration VALUES(14,'0014_early_report.sql','11db749c9f240a3e13ffdadf8b1585e0e6ecb3b782753dff1bd859eac2d6364f',1795489201);
INSERT INTO migration VALUES(15,'0015_goods.sql','a5fbcb4f8363707f4bc1de341a67481e4efb73e893f0106dd0a83b9341f8ece9',1795489201);
INSERT INTO migration VALUES(16,'0016_tip_goods.sql','ca254baa09deebf37ed26d4f3f88465647698ca96375f214bf4986d32dfcfadd',1795489201);
INSERT INTO migration VALUES(17,'0017_stick_by_day.sql','78c7adf365329704a32844588407b3545a330ed49361bb940035cb91dc981fa7',1795489201);
CREATE TABLE sequence (
	name TEXT PRIMARY KEY,                 -- which kind of identifier
	last INTEGER NOT NULL                  -- the last one given out
) STRICT, WITHOUT ROWID;
INSERT INTO sequence VALUES('broadcast',2);
INSERT INTO sequence VALUES('canned',1);
INSERT INTO sequence VALUES('complaint',1);
INSERT INTO sequence VALUES('consent',12);
INSERT INTO sequence VALUES('enrolment',3);
INSERT INTO sequence VALUES('market',2);
INSERT INTO sequence VALUES('message',60);
INSERT INTO sequence VALUES('note',1);
INSERT INTO sequence VALUES('question',1);
INSERT INTO sequence VALUES('session',1);
INSERT INTO sequence VALUES('sitting',2);
INSERT INTO sequence VALUES('staff',3);
INSERT INTO sequence VALUES('stall',0);
INSERT INTO sequence VALUES('trader',9);
INSERT INTO sequence VALUES('wave',2);
INSERT INTO sequence VALUES('work_item',1);
CREATE TABLE setting (
	name TEXT PRIMARY KEY,                 -- for instance 'erase.salt'
	value TEXT NOT NULL                    -- its value
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('audit.head','18 b0fc3692ad3711f5c5b879c6a88e3bb424c1be805bdfbacf740b930cb28d5c6c');
CREATE TABLE market (
	id INTEGER PRIMARY KEY,                -- from sequence 'market'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20), -- as traders call it
	created_at INTEGER NOT NULL            -- when the office added it
) STRICT;
INSERT INTO market VALUES(1,'Pasar Turi Baru',1795489201);
INSERT INTO market VALUES(2,'Kapasan',1795489201);
CREATE TABLE trader (
	id INTEGER PRIMARY KEY,                -- from sequence 'trader'
	phone TEXT NOT NULL UNIQUE,            -- E.164, +628...
	name TEXT,                             -- as the trader wrote it; NULL until asked
	market_id INTEGER REFERENCES market (id), -- where the stall is; NULL until asked
	stall TEXT,                            -- for instance B2-15; NULL until asked
	language TEXT NOT NULL,                -- the wording's language: id, jv, en
	stopped_at INTEGER,                    -- when STOP was sent; NULL: may be written to
	created_at INTEGER NOT NULL            -- first contact
) STRICT;
INSERT INTO trader VALUES(1,'+6281234500011','Bu Ana',2,'A1','id',NULL,1795489201);
INSERT INTO trader VALUES(2,'+6281234500012','Pak Edi',2,'A2','id',NULL,1795489201);
INSERT INTO trader VALUES(3,'+6281234500001','Siti',1,'B2-1','id',NULL,1795489202);
INSERT INTO trader VALUES(4,'+6281234500002','Budi',1,'B2-2','id',NULL,1795489202);
INSERT INTO trader VALUES(5,'+6281234500003',NULL,NULL,NULL,'id',NULL,1795489202);
INSERT INTO trader VALUES(6,'+6281234500004',NULL,NULL,NULL,'id',NULL,1795489203);
INSERT INTO trader VALUES(7,'+6281234500005',NULL,NULL,NULL,'id',NULL,1795489204);
INSERT INTO trader VALUES(8,'+6281234500006',NULL,NULL,NULL,'id',1795489204,1795489204);
INSERT INTO trader VALUES(9,'+6281298765432',NULL,NULL,NULL,'id',NULL,1795489208);
CREATE TABLE conversation (
	trader_id INTEGER PRIMARY KEY REFERENCES trader (id), -- one conversation a trader
	state TEXT NOT NULL,                   -- stored name of the dialogue's state
	data TEXT NOT NULL,                    -- half-done answers, key=value lines
	lives_until INTEGER NOT NULL,          -- until when a bare digit answers the last question
	misses INTEGER NOT NULL CHECK (misses BETWEEN 0 AND 9), -- texts in a row not understood
	last_message_id INTEGER NOT NULL,      -- head of the chain of messages; 0: none
	last_in_at INTEGER NOT NULL,           -- when the trader last wrote; 0: never
	ussd_session TEXT,                     -- the live USSD session; NULL: none
	ussd_length INTEGER NOT NULL,          -- bytes of that session's input already answered
	repeat_hash INTEGER NOT NULL,          -- of the last text and reply, for the loop breaker
	repeat_count INTEGER NOT NULL,         -- turns in which both were the same or nothing was understood
	repeat_since INTEGER NOT NULL,         -- when that count began
	hour_count INTEGER NOT NULL,           -- turns in the current hour
	hour_since INTEGER NOT NULL,           -- when that hour began
	silent_until INTEGER NOT NULL,         -- the loop breaker's silence ends; 0: not silent
	thanked_day INTEGER NOT NULL,          -- market day of the last "Sama-sama"; 0: never
	paid_messages INTEGER NOT NULL,        -- SMS the trader has paid for
	-- Of the trader's reports, but here: they change with each, and this row is written anyway.
	live_zero_run INTEGER NOT NULL,        -- reports in a row whose live part was zero
	live_asked_again INTEGER NOT NULL,     -- market day from which the live part is asked again; 0: always
	steps_taken INTEGER NOT NULL,          -- sales reported step by step, for teaching the short form once
	last_sale_day INTEGER                  -- the market day of the last report sent; NULL: none
) STRICT;
INSERT INTO conversation VALUES(1,'idle',replace('lang.texts=1\n','\n',char(10)),0,0,36,1795489204,NULL,0,332860830958250262,0,1795489204,1,1795489204,0,0,1,0,0,0,20781);
INSERT INTO conversation VALUES(2,'idle',replace('lang.texts=1\n','\n',char(10)),0,0,38,1795489204,NULL,0,2979089811442392682,0,1795489204,1,1795489204,0,0,1,1,0,0,20781);
INSERT INTO conversation VALUES(3,'idle',replace('lang.done=1\n','\n',char(10)),0,0,44,1795489204,NULL,0,6389329047639282044,0,1795489204,7,1795489202,0,0,7,0,0,0,20781);
INSERT INTO conversation VALUES(4,'idle',replace('lang.done=1\n','\n',char(10)),0,0,50,1795489204,NULL,0,8131367743312069510,0,1795489204,6,1795489202,0,0,6,0,0,0,20780);
INSERT INTO conversation VALUES(5,'idle',replace('enrol.name=Tini\nenrol.stall=B2-3\nenrol.market=1\nenrol.wave=1\nenrol.wname=G4\nenrol.wait=1\nlang.done=1\naside.state=enrol.confirm\naside.until=1795748403\n','\n',char(10)),0,0,32,1795489203,NULL,0,4127533694996305521,0,1795489203,5,1795489202,0,0,5,0,0,0,20781);
INSERT INTO conversation VALUES(6,'tips.next',replace('enrol.name=Rudi\nenrol.stall=B2-4\nenrol.market=1\nenrol.wave=1\nenrol.wname=G4\nenrol.wait=1\nlang.done=1\naside.state=enrol.confirm\naside.until=1795748403\ntips.series=A\ntips.title=persiapan\nmiss.1=xyzzy blah\n','\n',char(10)),1795491004,1,52,1795489204,NULL,0,102356318568255790,1,1795489204,5,1795489203,0,0,5,0,0,0,20781);
INSERT INTO conversation VALUES(7,'helper.market',replace('lang.texts=1\nhelper.stall=B2-1\nhelper.text=350rb\nhelper.today=20781\n','\n',char(10)),1795748404,0,46,1795489204,NULL,0,218642945077618874,0,1795489204,1,1795489204,0,0,1,0,0,0,NULL);
INSERT INTO conversation VALUES(8,'idle',replace('lang.texts=2\n','\n',char(10)),0,0,56,1795489204,NULL,0,4412052931608096634,0,1795489204,2,1795489204,0,0,2,0,0,0,NULL);
INSERT INTO conversation VALUES(9,'idle',replace('lang.texts=2\n','\n',char(10)),0,0,60,1795489208,NULL,0,6809026484657756679,0,1795489208,2,1795489208,0,0,2,0,0,0,NULL);
CREATE TABLE message (
	id INTEGER PRIMARY KEY,                -- from sequence 'message'; grows with time
	previous_id INTEGER NOT NULL,          -- the trader's message before this one; 0: none
	trader_id INTEGER,                     -- NULL: not a trader; no foreign key, which would want an index
	direction TEXT NOT NULL CHECK (direction IN ('in', 'out')), -- from the trader or to the trader
	channel TEXT NOT NULL CHECK (channel IN ('sms', 'ussd')), -- what carried it
	kind TEXT NOT NULL CHECK (kind = 'inbound' OR kind = 'reply' OR kind = 'receipt' OR kind = 'reminder' OR kind = 'tip' OR kind = 'broadcast' OR kind = 'notice'),
	priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3), -- 1 reply, 2 reminder, 3 tip or broadcast; 0 inbound
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	gateway_id TEXT,                       -- the gateway's id, or hash: key of an inbound without one
	phone TEXT NOT NULL,                   -- the other party: E.164, or the sender as it came
	text TEXT,                             -- body; NULL after retention
	state TEXT NOT NULL CHECK (state = 'received' OR state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'delivered' OR state = 'failed' OR state = 'expired' OR state = 'rejected' OR state = 'unknown'),
	at INTEGER NOT NULL,                   -- when it was taken in or written
	due_at INTEGER NOT NULL,               -- not to be sent before
	expires_at INTEGER NOT NULL,           -- not to be sent after; 0 for inbound
	tries INTEGER NOT NULL,                -- attempts to send so far
	segments INTEGER NOT NULL,             -- SMS segments it costs; 0 for USSD and inbound
	reply_to INTEGER NOT NULL,             -- the inbound message this answers; 0: pushed
	error TEXT,                            -- the gateway's last word on a failure
	changed_at INTEGER NOT NULL            -- when state last changed
) STRICT;
INSERT INTO message VALUES(1,0,3,'in','sms','inbound',0,'phone','o1','+6281234500001','DAFTAR G4 Siti, Turi Baru, B2-1','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(2,1,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: G4 untuk Siti, Pasar Turi Baru, stan B2-1. 1 ya betul, 2 ada yang diganti. Tidak jadi daftar: BATAL. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489202,1795489202,1795489802,0,2,1,NULL,1795489202);
INSERT INTO message VALUES(3,2,3,'in','sms','inbound',0,'phone','o2','+6281234500001','1','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(4,3,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Siti dapat kursi G4, Sab 5 Des jam 09.00, Pasar Turi Baru Lt 3. Tidak bisa datang? Balas BATAL G4','delivered',1795489202,1795489202,1795489802,0,1,3,NULL,1795489202);
INSERT INTO message VALUES(5,4,3,'in','sms','inbound',0,'phone','o3','+6281234500001','JUAL 150rb live 10rb','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(6,5,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Tercatat Sel 24 Nov: laku Rp150.000, dari live Rp10.000. Minggu ini Rp150.000. Salah? Balas UBAH','delivered',1795489202,1795489202,1795489802,0,1,5,NULL,1795489202);
INSERT INTO message VALUES(7,0,4,'in','sms','inbound',0,'phone','o4','+6281234500002','DAFTAR G4 Budi, Turi Baru, B2-2','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(8,7,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: G4 untuk Budi, Pasar Turi Baru, stan B2-2. 1 ya betul, 2 ada yang diganti. Tidak jadi daftar: BATAL. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489202,1795489202,1795489802,0,2,7,NULL,1795489202);
INSERT INTO message VALUES(9,8,4,'in','sms','inbound',0,'phone','o5','+6281234500002','1','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(10,9,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Budi dapat kursi G4, Sab 5 Des jam 09.00, Pasar Turi Baru Lt 3. Tidak bisa datang? Balas BATAL G4','delivered',1795489202,1795489202,1795489802,0,1,9,NULL,1795489202);
INSERT INTO message VALUES(11,10,4,'in','sms','inbound',0,'phone','o6','+6281234500002','JUAL 250rb live 20rb','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(12,11,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Tercatat Sel 24 Nov: laku Rp250.000, dari live Rp20.000. Minggu ini Rp250.000. Salah? Balas UBAH','delivered',1795489202,1795489202,1795489802,0,1,11,NULL,1795489202);
INSERT INTO message VALUES(13,0,5,'in','sms','inbound',0,'phone','o7','+6281234500003','DAFTAR G4 Tini, Turi Baru, B2-3','received',1795489202,1795489202,0,0,0,0,NULL,1795489202);
INSERT INTO message VALUES(14,13,5,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: G4 penuh. Bapak/Ibu bisa antre, urutan ke-1. 1 antre, 2 lihat gelombang lain, 0 kembali. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489202,1795489202,1795489802,0,2,13,NULL,1795489202);
INSERT INTO message VALUES(15,14,5,'in','sms','inbound',0,'phone','o8','+6281234500003','1','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(16,15,5,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: G4 untuk Tini, Pasar Turi Baru, stan B2-3. 1 ya betul, 2 ada yang diganti. Tidak jadi daftar: BATAL','delivered',1795489203,1795489203,1795489803,0,1,15,NULL,1795489203);
INSERT INTO message VALUES(17,16,5,'in','sms','inbound',0,'phone','o9','+6281234500003','JUAL 350rb live 30rb','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(18,17,5,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: Tercatat Sel 24 Nov: laku Rp350.000, dari live Rp30.000. Minggu ini Rp350.000. Salah? Balas UBAH','delivered',1795489203,1795489203,1795489803,0,1,17,NULL,1795489203);
INSERT INTO message VALUES(19,0,6,'in','sms','inbound',0,'phone','o10','+6281234500004','DAFTAR G4 Rudi, Turi Baru, B2-4','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(20,19,6,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: G4 penuh. Bapak/Ibu bisa antre, urutan ke-1. 1 antre, 2 lihat gelombang lain, 0 kembali. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489203,1795489203,1795489803,0,2,19,NULL,1795489203);
INSERT INTO message VALUES(21,20,6,'in','sms','inbound',0,'phone','o11','+6281234500004','1','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(22,21,6,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: G4 untuk Rudi, Pasar Turi Baru, stan B2-4. 1 ya betul, 2 ada yang diganti. Tidak jadi daftar: BATAL','delivered',1795489203,1795489203,1795489803,0,1,21,NULL,1795489203);
INSERT INTO message VALUES(23,22,6,'in','sms','inbound',0,'phone','o12','+6281234500004','JUAL 450rb live 40rb','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(24,23,6,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: Tercatat Sel 24 Nov: laku Rp450.000, dari live Rp40.000. Minggu ini Rp450.000. Salah? Balas UBAH','delivered',1795489203,1795489203,1795489803,0,1,23,NULL,1795489203);
INSERT INTO message VALUES(25,6,3,'in','sms','inbound',0,'phone','o13','+6281234500001','UBAH 200rb','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(26,25,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Diganti. Sel 24 Nov: laku Rp200.000, tadi Rp150.000. Dari live Rp10.000. Salah? Balas UBAH','delivered',1795489203,1795489203,1795489803,0,1,25,NULL,1795489203);
INSERT INTO message VALUES(27,12,4,'in','sms','inbound',0,'phone','o14','+6281234500002','LIBUR kemarin','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(28,27,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Tercatat Sen 23 Nov: libur. Kalau ternyata buka, balas JUAL 350rb. Menu: MENU','delivered',1795489203,1795489203,1795489803,0,1,27,NULL,1795489203);
INSERT INTO message VALUES(29,18,5,'in','sms','inbound',0,'phone','o15','+6281234500003','TANYA boleh bawa cucu?','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(30,29,5,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: Pertanyaan nomor 1 sudah diterima petugas. Dibalas lewat SMS, biasanya besok sebelum jam 12. Menu: MENU','delivered',1795489203,1795489203,1795489803,0,1,29,NULL,1795489203);
INSERT INTO message VALUES(31,30,5,'in','sms','inbound',0,'phone','o16','+6281234500003','SEPI','received',1795489203,1795489203,0,0,0,0,NULL,1795489203);
INSERT INTO message VALUES(32,31,5,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: Kami catat hari ini sepi pembeli, petugas ikut memikirkan. Saran jualan: balas 3. Lapor hasil: JUAL 350rb','delivered',1795489203,1795489203,1795489803,0,1,31,NULL,1795489203);
INSERT INTO message VALUES(33,24,6,'in','sms','inbound',0,'phone','o17','+6281234500004','TIPS A','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(34,33,6,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: Pilih 5 barang yang paling sering dicari pembeli. Cukup 5 dulu, supaya Bapak/Ibu hafal harga, ukuran dan bahannya saat live. 1 = berikutnya','delivered',1795489204,1795489204,1795489804,0,1,33,NULL,1795489204);
INSERT INTO message VALUES(35,0,1,'in','sms','inbound',0,'phone','o18','+6281234500011','JUAL 1,5jt live 400rb','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(36,35,1,'out','sms','reply',1,'phone',NULL,'+6281234500011','LAPAK: Tercatat Sel 24 Nov: laku Rp1.500.000, dari live Rp400.000. Minggu ini Rp1.500.000. Salah? Balas UBAH','delivered',1795489204,1795489204,1795489804,0,1,35,NULL,1795489204);
INSERT INTO message VALUES(37,0,2,'in','sms','inbound',0,'phone','o19','+6281234500012','JUAL 500rb live 0','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(38,37,2,'out','sms','reply',1,'phone',NULL,'+6281234500012','LAPAK: Tercatat Sel 24 Nov: laku Rp500.000, dari live Rp0. Minggu ini Rp500.000. Salah? Balas UBAH','delivered',1795489204,1795489204,1795489804,0,1,37,NULL,1795489204);
INSERT INTO message VALUES(39,26,3,'in','sms','inbound',0,'phone','o20','+6281234500001','DAFTAR G5','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(40,39,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: G5 untuk Siti, Pasar Turi Baru, stan B2-1. 1 ya betul, 2 ada yang diganti. Tidak jadi daftar: BATAL','delivered',1795489204,1795489204,1795489804,0,1,39,NULL,1795489204);
INSERT INTO message VALUES(41,40,3,'in','sms','inbound',0,'phone','o21','+6281234500001','1','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(42,41,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Siti dapat kursi G5, Sel 24 Nov jam 10.05, Pasar Turi Baru Lt 3. Tidak bisa datang? Balas BATAL G5','delivered',1795489204,1795489204,1795489804,0,1,41,NULL,1795489204);
INSERT INTO message VALUES(43,42,3,'in','sms','inbound',0,'phone','o22','+6281234500001','HADIR 5937','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(44,43,3,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Siti tercatat hadir di G5 hari ini. Terima kasih sudah datang','delivered',1795489204,1795489204,1795489804,0,1,43,NULL,1795489204);
INSERT INTO message VALUES(45,0,7,'in','sms','inbound',0,'phone','o23','+6281234500005','UNTUK B2-1 350rb','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(46,45,7,'out','sms','reply',1,'phone',NULL,'+6281234500005','LAPAK: Stan B2-1 di mana? 1 Kapasan 2 Pasar Turi Baru, atau nama. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489204,1795489204,1795489804,0,2,45,NULL,1795489204);
INSERT INTO message VALUES(47,28,4,'in','sms','inbound',0,'phone','o24','+6281234500002','BATAL G4','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(48,47,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Lepas kursi G4, Sab 5 Des? Kursinya diberikan ke orang lain. 1 ya, 2 tidak','delivered',1795489204,1795489204,1795489804,0,1,47,NULL,1795489204);
INSERT INTO message VALUES(49,48,4,'in','sms','inbound',0,'phone','o25','+6281234500002','1','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(50,49,4,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Kursi G4 dilepas. Terima kasih sudah memberi kabar. Mau ikut lagi? Balas DAFTAR G4','delivered',1795489204,1795489204,1795489804,0,1,49,NULL,1795489204);
INSERT INTO message VALUES(51,34,6,'in','sms','inbound',0,'phone','o26','+6281234500004','xyzzy blah','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(52,51,6,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: Balas 1 untuk tips berikutnya, 0 kembali. Menu: MENU','delivered',1795489204,1795489204,1795489804,0,1,51,NULL,1795489204);
INSERT INTO message VALUES(53,0,8,'in','sms','inbound',0,'phone','o27','+6281234500006','halo','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(54,53,8,'out','sms','reply',1,'phone',NULL,'+6281234500006','LAPAK: Dinkopdag Surabaya. Balas angka: 1 DAFTAR pelatihan 2 JUAL lapor hasil 3 TIPS 4 TANYA 5 SAYA. Nomor ini kami simpan. Berhenti: STOP','delivered',1795489204,1795489204,1795489804,0,1,53,NULL,1795489204);
INSERT INTO message VALUES(55,54,8,'in','sms','inbound',0,'phone','o28','+6281234500006','STOP','received',1795489204,1795489204,0,0,0,0,NULL,1795489204);
INSERT INTO message VALUES(56,55,8,'out','sms','reply',1,'phone',NULL,'+6281234500006','LAPAK: Baik, kami berhenti mengirim SMS. Mau lagi kapan saja: balas MULAI','delivered',1795489204,1795489204,1795489804,0,1,55,NULL,1795489204);
INSERT INTO message VALUES(57,0,9,'in','sms','inbound',0,'phone','o29','+6281298765432','JAWAB 1 Boleh Bu.','received',1795489208,1795489208,0,0,0,0,NULL,1795489208);
INSERT INTO message VALUES(58,57,9,'out','sms','reply',1,'phone',NULL,'+6281298765432','LAPAK: Pertanyaan nomor 1 tidak ada, sudah dijawab, atau bukan dari gelombang Bapak/Ibu. Nomor dan laporan kami simpan untuk pelatihan. Tidak setuju: HAPUS DATA. Berhenti: STOP. Menu: MENU','delivered',1795489208,1795489208,1795489808,0,2,57,NULL,1795489208);
INSERT INTO message VALUES(59,58,9,'in','sms','inbound',0,'phone','o30','+6281298765432','SIAR G5 Besok bawa contoh barang','received',1795489208,1795489208,0,0,0,0,NULL,1795489208);
INSERT INTO message VALUES(60,59,9,'out','sms','reply',1,'phone',NULL,'+6281298765432','LAPAK: Gelombang itu bukan gelombang Bapak/Ibu, atau belum ada. Contoh: KODE G4','delivered',1795489208,1795489208,1795489808,0,1,59,NULL,1795489208);
CREATE TABLE seen (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	key TEXT NOT NULL,                     -- the gateway's id of the message, or a hash
	message_id INTEGER NOT NULL,           -- the message it became
	PRIMARY KEY (gateway, key)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES('phone','o1',1);
INSERT INTO seen VALUES('phone','o10',19);
INSERT INTO seen VALUES('phone','o11',21);
INSERT INTO seen VALUES('phone','o12',23);
INSERT INTO seen VALUES('phone','o13',25);
INSERT INTO seen VALUES('phone','o14',27);
INSERT INTO seen VALUES('phone','o15',29);
INSERT INTO seen VALUES('phone','o16',31);
INSERT INTO seen VALUES('phone','o17',33);
INSERT INTO seen VALUES('phone','o18',35);
INSERT INTO seen VALUES('phone','o19',37);
INSERT INTO seen VALUES('phone','o2',3);
INSERT INTO seen VALUES('phone','o20',39);
INSERT INTO seen VALUES('phone','o21',41);
INSERT INTO seen VALUES('phone','o22',43);
INSERT INTO seen VALUES('phone','o23',45);
INSERT INTO seen VALUES('phone','o24',47);
INSERT INTO seen VALUES('phone','o25',49);
INSERT INTO seen VALUES('phone','o26',51);
INSERT INTO seen VALUES('phone','o27',53);
INSERT INTO seen VALUES('phone','o28',55);
INSERT INTO seen VALUES('phone','o29',57);
INSERT INTO seen VALUES('phone','o3',5);
INSERT INTO seen VALUES('phone','o30',59);
INSERT INTO seen VALUES('phone','o4',7);
INSERT INTO seen VALUES('phone','o5',9);
INSERT INTO seen VALUES('phone','o6',11);
INSERT INTO seen VALUES('phone','o7',13);
INSERT INTO seen VALUES('phone','o8',15);
INSERT INTO seen VALUES('phone','o9',17);
CREATE TABLE wave (
	id INTEGER PRIMARY KEY,                -- from sequence 'wave'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 8), -- the code traders type: G4
	market_id INTEGER NOT NULL REFERENCES market (id), -- where it is held
	place TEXT NOT NULL CHECK (length(place) <= 20), -- where in the market: Lt 3
	state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'closed' OR state = 'running' OR state = 'done' OR state = 'cancelled'), -- that it is full is counted
	seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000), -- how many may come
	created_at INTEGER NOT NULL,           -- when the office made it
	changed_at INTEGER NOT NULL            -- when state last changed
, trainer_id INTEGER REFERENCES staff (id)) STRICT;
INSERT INTO wave VALUES(1,'G4',1,'Lt 3','open',2,1795489201,1795489201,NULL);
INSERT INTO wave VALUES(2,'G5',1,'Lt 3','open',30,1795489201,1795489201,NULL);
CREATE TABLE wave_market (
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave
	market_id INTEGER NOT NULL REFERENCES market (id), -- a market whose traders may enrol; no row: all
	PRIMARY KEY (wave_id, market_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sitting (
	id INTEGER PRIMARY KEY,                -- from sequence 'sitting'
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave it belongs to
	starts_at INTEGER NOT NULL,            -- when it begins
	code TEXT NOT NULL CHECK (length(code) = 4), -- attendance code written on the board
	UNIQUE (wave_id, starts_at)
) STRICT;
INSERT INTO sitting VALUES(1,1,1796436000,'4821');
INSERT INTO sitting VALUES(2,2,1795489500,'5937');
CREATE TABLE enrolment (
	id INTEGER PRIMARY KEY,                -- from sequence 'enrolment'
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	status TEXT NOT NULL CHECK (status = 'enrolled' OR status = 'waiting' OR status = 'offered' OR status = 'cancelled' OR status = 'attended' OR status = 'absent'),
	queue INTEGER NOT NULL,                -- order of arrival in the wave; a new one each time it is taken anew
	source TEXT NOT NULL CHECK (source IN ('trader', 'staff')), -- who entered it
	created_at INTEGER NOT NULL,           -- first entered
	changed_at INTEGER NOT NULL,           -- when status last changed
	changed_by TEXT NOT NULL, rsvp_at INTEGER NOT NULL DEFAULT 0, first_in_line INTEGER NOT NULL DEFAULT 0, offered_until INTEGER NOT NULL DEFAULT 0, offer_message_id INTEGER NOT NULL DEFAULT 0, reminder_message_id INTEGER NOT NULL DEFAULT 0, telephone INTEGER NOT NULL DEFAULT 0, invited_to INTEGER NOT NULL DEFAULT 0,              -- 'trader' or the staff name
	UNIQUE (wave_id, trader_id)
) STRICT;
INSERT INTO enrolment VALUES(1,1,3,'enrolled',1,'trader',1795489202,1795489202,'trader',0,0,0,0,0,0,0);
INSERT INTO enrolment VALUES(2,1,4,'cancelled',2,'trader',1795489202,1795489204,'trader',0,0,0,0,0,0,0);
INSERT INTO enrolment VALUES(3,2,3,'attended',1,'trader',1795489204,1795489204,'trader',0,0,0,0,0,0,0);
CREATE TABLE attendance (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id), -- the sitting
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who came
	at INTEGER NOT NULL,                   -- when it was noted
	PRIMARY KEY (sitting_id, trader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance VALUES(2,3,1795489204);
CREATE TABLE sale (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- whose takings
	day INTEGER NOT NULL,                  -- of which market day
	total INTEGER NOT NULL CHECK (total >= 0), -- rupiah; 0 when zero or closed
	live INTEGER CHECK (live >= 0 AND live <= total), -- of it by live or online; NULL: unknown
	status TEXT NOT NULL CHECK (status = 'sold' OR status = 'zero' OR status = 'closed'), -- zero: open, sold nothing
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)), -- "about" was said
	clarified INTEGER NOT NULL CHECK (clarified IN (0, 1)), -- the trader was asked and answered
	review INTEGER NOT NULL CHECK (review IN (0, 1)), -- the office should look at it
	version INTEGER NOT NULL CHECK (version >= 1), -- counts corrections
	message_id INTEGER NOT NULL,           -- the text that said so
	typed_by TEXT,                         -- phone of a helper; NULL: the trader
	reported_at INTEGER NOT NULL,          -- when
	PRIMARY KEY (trader_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO sale VALUES(1,20781,1500000,400000,'sold',0,0,0,1,35,NULL,1795489204);
INSERT INTO sale VALUES(2,20781,500000,0,'sold',0,0,0,1,37,NULL,1795489204);
INSERT INTO sale VALUES(3,20781,200000,10000,'sold',0,0,0,2,25,NULL,1795489203);
INSERT INTO sale VALUES(4,20780,0,NULL,'closed',0,0,0,1,27,NULL,1795489203);
INSERT INTO sale VALUES(4,20781,250000,20000,'sold',0,0,0,1,11,NULL,1795489202);
INSERT INTO sale VALUES(5,20781,350000,30000,'sold',0,0,0,1,17,NULL,1795489203);
INSERT INTO sale VALUES(6,20781,450000,40000,'sold',0,0,0,1,23,NULL,1795489203);
CREATE TABLE sale_history (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- as in sale, before it was replaced
	day INTEGER NOT NULL,
	version INTEGER NOT NULL,
	total INTEGER NOT NULL,
	live INTEGER,
	status TEXT NOT NULL,
	approximate INTEGER NOT NULL,
	clarified INTEGER NOT NULL,
	review INTEGER NOT NULL,
	message_id INTEGER NOT NULL,
	typed_by TEXT,
	reported_at INTEGER NOT NULL,
	replaced_at INTEGER NOT NULL,          -- when the next version came, or the report was taken back
	taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)), -- 1: it was never right
	PRIMARY KEY (trader_id, day, version)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_history VALUES(3,20781,1,150000,10000,'sold',0,0,0,5,NULL,1795489202,1795489203,0);
CREATE TABLE tip (
	code TEXT NOT NULL,                    -- A1 .. E8
	language TEXT NOT NULL,                -- id, jv, en
	series TEXT NOT NULL,                  -- one letter: A .. E
	title TEXT NOT NULL,                   -- the series' name as traders read it
	text TEXT NOT NULL, goods TEXT NOT NULL DEFAULT '',                    -- one segment with the brand before it
	PRIMARY KEY (code, language)
) STRICT, WITHOUT ROWID;
INSERT INTO tip VALUES('A1','id','A','persiapan','Pilih 5 barang yang paling sering dicari pembeli. Cukup 5 dulu, supaya Bapak/Ibu hafal harga, ukuran dan bahannya saat live.','');
INSERT INTO tip VALUES('A1','jv','A','persiapan','Pilih 5 barang sing paling kerep digoleki wong tuku. Cekap 5 riyin, supados njenengan apal rega, ukuran kalih bahane.','');
INSERT INTO tip VALUES('A2','id','A','persiapan','Tulis harga tiap barang di kertas besar, hurufnya tebal. Penonton bisa membaca dari layar walau suara pasar sedang ramai.','');
INSERT INTO tip VALUES('A2','jv','A','persiapan','Regane ditulis nang kertas gedhe, hurufe sing kandel. Sing nonton saged maca sanajan swarane pasar rame.','');
INSERT INTO tip VALUES('A3','id','A','persiapan','Tidak punya HP pintar? Ajak anak atau cucu yang sudah 18 tahun memegang HP. Bapak/Ibu cukup bercerita soal barangnya.','');
INSERT INTO tip VALUES('A3','jv','A','persiapan','Mboten gadhah HP pinter? Ajak anak utawa putu sing pun 18 taun nyekel HP. Njenengan cekap cerita babagan barange.','');
INSERT INTO tip VALUES('A4','id','A','persiapan','Tanya petugas pasar soal stan kosong untuk studio live bersama. Pesan jamnya sehari sebelumnya, supaya tidak berebut.','');
INSERT INTO tip VALUES('A5','id','A','persiapan','Hadapkan barang ke arah cahaya. Jangan membelakangi lampu atau jendela. Barang yang terang membuat orang betah menonton.','');
INSERT INTO tip VALUES('A5','jv','A','persiapan','Barange diadhepno cahya. Ampun mungkuri lampu utawa jendela. Barang sing padhang marai wong kerasan nonton.','');
INSERT INTO tip VALUES('A6','id','A','persiapan','Hitung stok sebelum live dan catat di buku: nama barang, warna, jumlah. Jangan menawarkan barang yang tidak ada.','');
INSERT INTO tip VALUES('A6','jv','A','persiapan','Stok diitung riyin sakdurunge live, ditulis nang buku: jeneng barang, werna, cacahe. Ampun nawakno barang sing mboten wonten.','');
INSERT INTO tip VALUES('A7','id','A','persiapan','Hitung modal, biaya kemas dan potongan aplikasi. Setelah itu tentukan harga paling rendah, supaya laku banyak tidak rugi.','');
INSERT INTO tip VALUES('A8','jv','A','persiapan','Latihan riyin 10 menit tanpa siaran. Sebut jeneng toko, pasar, barang kalih regane ngantos lancar.','');
INSERT INTO tip VALUES('B1','jv','B','saat live','Dibuka nganggo salam, jeneng toko kalih jeneng pasar. Contone: Sugeng enjing, niki Toko Berkah saking Pasar Turi.','');
CREATE TABLE tip_seen (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	code TEXT NOT NULL,                    -- which tip
	at INTEGER NOT NULL, message_id INTEGER NOT NULL DEFAULT 0, tried_at INTEGER NOT NULL DEFAULT 0, not_yet INTEGER NOT NULL DEFAULT 0,                   -- when it was sent
	PRIMARY KEY (trader_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO tip_seen VALUES(6,'A1',1795489204,0,0,0);
CREATE TABLE question (
	id INTEGER PRIMARY KEY,                -- from sequence 'question'; the small number people say
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who asks
	kind TEXT NOT NULL CHECK (kind = 'asked' OR kind = 'not_understood' OR kind = 'loop'), -- by the trader or by the bot
	text TEXT NOT NULL,                    -- the question, or the texts nobody understood, one a line
	dialog_state TEXT NOT NULL,            -- where the conversation stood
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'answered' OR state = 'closed'),
	asked_at INTEGER NOT NULL,
	answer TEXT,                           -- what the office wrote
	answered_by TEXT,                      -- staff name
	answered_at INTEGER
) STRICT;
INSERT INTO question VALUES(1,5,'asked','boleh bawa cucu?','idle','open',1795489203,NULL,NULL,NULL);
CREATE TABLE complaint (
	id INTEGER PRIMARY KEY,                -- from sequence 'complaint'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who has few buyers
	day INTEGER NOT NULL,                  -- the market day it was said
	state TEXT NOT NULL CHECK (state IN ('open', 'done')),
	at INTEGER NOT NULL,
	UNIQUE (trader_id, day)
) STRICT;
INSERT INTO complaint VALUES(1,5,20781,'open',1795489203);
CREATE TABLE consent (
	id INTEGER PRIMARY KEY,                -- from sequence 'consent'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	version TEXT NOT NULL,                 -- which text was shown
	language TEXT NOT NULL,                -- in which language
	source TEXT NOT NULL,                  -- 'sms', 'ussd' or the import's file
	at INTEGER NOT NULL                    -- when
) STRICT;
INSERT INTO consent VALUES(1,1,'import','id','/tmp/lapak-e2e-OeyArA/t.csv',1795489201);
INSERT INTO consent VALUES(2,2,'import','id','/tmp/lapak-e2e-OeyArA/t.csv',1795489201);
INSERT INTO consent VALUES(3,3,'2026-11','id','sms',1795489202);
INSERT INTO consent VALUES(4,3,'2026-11-daftar','id','sms',1795489202);
INSERT INTO consent VALUES(5,4,'2026-11','id','sms',1795489202);
INSERT INTO consent VALUES(6,4,'2026-11-daftar','id','sms',1795489202);
INSERT INTO consent VALUES(7,5,'2026-11','id','sms',1795489202);
INSERT INTO consent VALUES(8,6,'2026-11','id','sms',1795489203);
INSERT INTO consent VALUES(9,3,'2026-11-daftar','id','sms',1795489204);
INSERT INTO consent VALUES(10,7,'2026-11','id','sms',1795489204);
INSERT INTO consent VALUES(11,8,'2026-11','id','sms',1795489204);
INSERT INTO consent VALUES(12,9,'2026-11','id','sms',1795489208);
CREATE TABLE opted_out (
	phone_hash TEXT PRIMARY KEY,           -- salted hash of an erased number that had opted out
	at INTEGER NOT NULL                    -- when it was erased
) STRICT, WITHOUT ROWID;
CREATE TABLE helper (
	owner_id INTEGER NOT NULL REFERENCES trader (id), -- whose stall is reported for
	phone TEXT NOT NULL,                   -- the helper's number, E.164
	state TEXT NOT NULL CHECK (state = 'asked' OR state = 'allowed' OR state = 'refused'),
	requested_at INTEGER NOT NULL,         -- the helper's first report for this stall
	asked_at INTEGER,                      -- when the owner was sent the question; NULL: not yet
	answered_at INTEGER,                   -- when state left 'asked'; NULL: it did not
	answered_by TEXT,                      -- 'trader' or the staff name
	PRIMARY KEY (owner_id, phone)
) STRICT, WITHOUT ROWID;
CREATE TABLE helper_report (
	owner_id INTEGER NOT NULL REFERENCES trader (id), -- as in sale
	day INTEGER NOT NULL,
	typed_by TEXT NOT NULL,                -- the helper's number
	total INTEGER NOT NULL CHECK (total >= 0),
	live INTEGER CHECK (live >= 0 AND live <= total),
	status TEXT NOT NULL CHECK (status = 'sold' OR status = 'zero' OR status = 'closed'),
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
	clarified INTEGER NOT NULL CHECK (clarified IN (0, 1)),
	review INTEGER NOT NULL CHECK (review IN (0, 1)),
	message_id INTEGER NOT NULL,
	reported_at INTEGER NOT NULL,
	PRIMARY KEY (owner_id, typed_by, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE part (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	sender TEXT NOT NULL,                  -- who sent it: E.164, or as it came
	part_group TEXT NOT NULL,              -- the gateway's reference that all parts share
	part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 255), -- which of them
	parts INTEGER NOT NULL CHECK (parts BETWEEN 2 AND 255), -- how many there are
	id TEXT NOT NULL,                      -- the gateway's id of this part; '' none
	text TEXT NOT NULL,                    -- its piece of the text
	sent_at INTEGER NOT NULL,              -- the gateway's time; 0: not told
	kept_at INTEGER NOT NULL,              -- when it came in
	PRIMARY KEY (gateway, sender, part_group, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE seen_other (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	key TEXT NOT NULL,                     -- the name
	message_id INTEGER NOT NULL,           -- the message it is about; 0: of no one
	at INTEGER NOT NULL,                   -- when; forgotten after a week
	PRIMARY KEY (gateway, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_report (
	message_id INTEGER PRIMARY KEY,        -- the message
	parts INTEGER NOT NULL,                -- how many parts the gateway made of it; 0: not told yet
	delivered INTEGER NOT NULL,            -- how many have arrived
	at INTEGER NOT NULL                    -- when the first report came; forgotten after a week
) STRICT;
CREATE TABLE gateway_health (
	gateway TEXT PRIMARY KEY,              -- configured name of the gateway
	state TEXT NOT NULL CHECK (state = 'works' OR state = 'rests' OR state = 'misconfigured'),
	state_since INTEGER NOT NULL,          -- when it came to be so
	last_success INTEGER NOT NULL,         -- when it last took a message; 0: never
	last_inbound INTEGER NOT NULL,         -- when something last came from it; 0: never
	last_error TEXT NOT NULL,              -- its last word on a failure; '' none
	last_error_at INTEGER NOT NULL,        -- when that was; 0: never
	day INTEGER NOT NULL,                  -- the calendar day that sent_today counts
	sent_today INTEGER NOT NULL,           -- messages it took on that day
	balance TEXT NOT NULL,                 -- credit left, in its words; '' not told
	balance_at INTEGER NOT NULL,           -- when it told that; 0: never
	at INTEGER NOT NULL                    -- when the row was written
) STRICT, WITHOUT ROWID;
INSERT INTO gateway_health VALUES('phone','works',1795489202,0,1795489204,'',0,0,0,'',0,1795489206);
CREATE TABLE staff (
	id INTEGER PRIMARY KEY,                -- from sequence 'staff'
	login TEXT NOT NULL CHECK (length(login) BETWEEN 2 AND 20), -- lower case letters and digits
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40), -- as people read it
	role TEXT NOT NULL CHECK (role = 'chief' OR role = 'clerk' OR role = 'trainer' OR role = 'viewer' OR role = 'admin'),
	phone TEXT,                            -- E.164: the number a trainer writes from; NULL: none
	password TEXT,                         -- Argon2id with its parameters and salt; NULL: may not log in
	created_at INTEGER NOT NULL,           -- when the account was made
	changed_at INTEGER NOT NULL,           -- when password or state last changed: older sessions end
	disabled_at INTEGER                    -- NULL: enabled; an account is never removed
) STRICT;
INSERT INTO staff VALUES(1,'rina','Rina','clerk',NULL,'$argon2id$v=19$m=19456,t=2,p=1$69c0ZmvGsFYcFNWk0nVrCA$iwWNADeMQbvU/udqHE8xYPTKPi6l3jQJdNOO2EdQp7o',1795489201,1795489201,NULL);
INSERT INTO staff VALUES(2,'budi','Budi','chief',NULL,'$argon2id$v=19$m=19456,t=2,p=1$2BAF7UfwGzk6xOULg4uKiw$8NrnB+vT5z86kWOFhqn26Lg2umxaILZ4yX7BK3nkMOQ',1795489201,1795489201,NULL);
INSERT INTO staff VALUES(3,'tono','Tono','trainer','+6281298765432','$argon2id$v=19$m=19456,t=2,p=1$OsPYEhqWDAKbtgaVYpt0nQ$qE4CkTlFpJ8i/JJC1Ksoc+oiSuz4iFyIw4DX4OKg/hs',1795489201,1795489201,NULL);
CREATE TABLE audit (
	id INTEGER PRIMARY KEY,                -- 1, 2, 3 ... without gaps
	at INTEGER NOT NULL,                   -- when
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64), -- staff:rina, cli:root, trader, system
	action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40), -- wave.open
	subject TEXT NOT NULL,                 -- wave:12; '' none
	detail TEXT NOT NULL,                  -- in words, without phone numbers or texts of messages; '' none
	hash TEXT NOT NULL CHECK (length(hash) = 64) -- BLAKE2b-256 in hex; see store/audit.h
) STRICT;
INSERT INTO audit VALUES(1,1795489201,'cli:root','tip.import','','7 tips, id','c28fec31b9a1349c680c3630b5a45ac39c66a0f369b589f15f6acd5f7021a6d9');
INSERT INTO audit VALUES(2,1795489201,'cli:root','tip.import','','7 tips, jv','1b85e63f8845d4614660be3db75e69cad87543fb4f8f6c5d6371d5c773c8d0f5');
INSERT INTO audit VALUES(3,1795489201,'cli:root','market.add','market:1','Pasar Turi Baru','b420a6dcd493922836a83f893bf6d0a26f3137fba5efa9b1d6cb80b9ec7e0d53');
INSERT INTO audit VALUES(4,1795489201,'cli:root','market.add','market:2','Kapasan','3e7364bbd0310f1778d055b91eb22851431bd6c45bae7a70f692428d5d7e13bc');
INSERT INTO audit VALUES(5,1795489201,'cli:root','staff.add','staff:1','rina, clerk','9ba3a8c8ab9afca6476f60b2a1641d303d5a282ede5abaf28c54185b46b6d6d9');
INSERT INTO audit VALUES(6,1795489201,'cli:root','staff.add','staff:2','budi, chief','62890a98c857f9e37d1dcd238a59fee15057bb8f40307e3429aeb5fa8fcb02c5');
INSERT INTO audit VALUES(7,1795489201,'cli:root','staff.add','staff:3','tono, trainer','2502c01016885d6bfeb141a8e8ecdeb84a32106389b0b123450eca45d5573cfb');
INSERT INTO audit VALUES(8,1795489201,'cli:root','wave.add','wave:1','G4','3d7510b49f35c83647ed2ac4e376874b3c924a6840ebc1aef6b7a261228ee15e');
INSERT INTO audit VALUES(9,1795489201,'cli:root','wave.add','wave:2','G5','23a4822b82a9d8f29b6a9c58b6800955f9dfc1f0dffeca1a1b5c3a5c2d8890fc');
INSERT INTO audit VALUES(10,1795489201,'cli:root','trader.import','','added 2, changed 0','e88139d78b40bc477d86917029656312ca325e21742462942a42004cafb4691c');
INSERT INTO audit VALUES(11,1795489204,'trader','wave.free','wave:1','trader 4','704dfe094a155d8f2daffa3e0598ed579961a7277c84ffb152025c16dd94d882');
INSERT INTO audit VALUES(12,1795489205,'staff:rina','broadcast.new','broadcast:1','7 recipients, 7 segments','d8b8ae1f0a8abd9def551ed4011861d54e2b867c4139a61b88c0301be98140c4');
INSERT INTO audit VALUES(13,1795489205,'staff:budi','broadcast.approve','broadcast:1','7 recipients, 7 left','c78e461f6b2765a8c1e8e855cd945a9cfae040164c2fd89ae565f26a7c146280');
INSERT INTO audit VALUES(14,1795489205,'staff:rina','broadcast.new','broadcast:2','7 recipients, 7 segments','d7806ec44c4651f61d6e3554ff3121fa61406ca00b9ae2ba2ea8556a12d6a6d7');
INSERT INTO audit VALUES(15,1795489208,'cli:root','wave.plan','wave:2','G5: A:1,3,7,14,21,30,45,60,75,90, remind 3,1, budget 0','f1ba39dec23b34e7bc35cc4e7b50266ce5eecdd53e8e2ac291e069e5158df87f');
INSERT INTO audit VALUES(16,1795489208,'cli:root','session.token','session:1','rina','92a52990f6aa09db9d20171bd14d075d317b3aaea74875ec355152cd667ef1b9');
INSERT INTO audit VALUES(17,1795489208,'staff:rina','canned.add','canned:1','','63ee3170214da7e25feb9562888790c94c76c35cdd701c35baf60f04249985c5');
INSERT INTO audit VALUES(18,1795489208,'staff:rina','note.add','trader:1','','b0fc3692ad3711f5c5b879c6a88e3bb424c1be805bdfbacf740b930cb28d5c6c');
CREATE TABLE session (
	id INTEGER PRIMARY KEY,                -- from sequence 'session'
	token_hash TEXT NOT NULL UNIQUE,       -- BLAKE2b-256 of the token in hex; the token itself is nowhere
	staff_id INTEGER NOT NULL REFERENCES staff (id), -- whose
	kind TEXT NOT NULL CHECK (kind = 'browser' OR kind = 'script'), -- a cookie, or a token for a script
	name TEXT NOT NULL CHECK (length(name) <= 80), -- what the browser or the script calls itself
	address TEXT NOT NULL,                 -- where it was made from; '' on the server itself
	password_mark TEXT NOT NULL,           -- a hash of the password's hash: another password ends the session
	created_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL,              -- last seen, to the minute
	idle_seconds INTEGER NOT NULL CHECK (idle_seconds > 0), -- ends when it was not used for so long
	expires_at INTEGER NOT NULL            -- ends whatever happens
) STRICT;
INSERT INTO session VALUES(1,'abddf325f96ae330fad60c44b25dd15265c7da26f9817c7ffe085b5244b565c4',1,'script','skrip','','39c5e04f9f9583bb5244b258eb6060934cd31b861480b9f92f7169fad8af18b9',1795489208,1795489208,31536000,1827025208);
CREATE TABLE second_factor (
	staff_id INTEGER PRIMARY KEY REFERENCES staff (id), -- whose
	secret TEXT NOT NULL CHECK (length(secret) = 32), -- of the authenticator app, base32
	confirmed_at INTEGER,                  -- when a first code was right; NULL: not asked for yet
	last_step INTEGER NOT NULL             -- step of the last code taken: each is taken once
) STRICT;
CREATE TABLE once (
	staff_id INTEGER NOT NULL,             -- who sent it
	key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 100), -- Idempotency-Key
	request_hash TEXT NOT NULL,            -- of method, path and body: the key is for these alone
	status INTEGER NOT NULL,               -- the answer: its HTTP status
	answer TEXT NOT NULL,                  -- and body
	at INTEGER NOT NULL,                   -- when; forgotten a day later
	PRIMARY KEY (staff_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO once VALUES(1,'k1','22ffb39ddaf68000fced9f747762b2692dfb5024db1dc00de41aae556270b9ab',201,replace('{"id":"1"}\n','\n',char(10)),1795489208);
INSERT INTO once VALUES(1,'k2','d839f4d9fe121fe6c78db5412d955cf0b591f70268470e5ee0804bd8f7affc43',201,replace('{"id":"1"}\n','\n',char(10)),1795489208);
CREATE TABLE broadcast (
	id INTEGER PRIMARY KEY,                -- from sequence 'broadcast'
	state TEXT NOT NULL CHECK (state = 'draft' OR state = 'waiting' OR state = 'scheduled' OR state = 'sending' OR state = 'paused' OR state = 'done' OR state = 'cancelled'),
	audience TEXT NOT NULL,                -- who is meant, as store/audience.h writes it
	made_by TEXT NOT NULL,                 -- who wrote it: a staff login or a name
	approved_by TEXT,                      -- who let it go; NULL: nobody yet
	created_at INTEGER NOT NULL,
	approved_at INTEGER,                   -- NULL: not yet
	starts_at INTEGER NOT NULL,            -- not before; 0: as soon as it is approved
	changed_at INTEGER NOT NULL,           -- when state last changed
	price INTEGER NOT NULL CHECK (price >= 0), -- rupiah a segment when it was written
	recipients INTEGER NOT NULL CHECK (recipients >= 0), -- counted beforehand; exact once expanded
	planned INTEGER NOT NULL CHECK (planned >= 0), -- segments for all of them
	silent_before INTEGER NOT NULL,        -- only those who have not written since; 0: all
	expand_after INTEGER NOT NULL,         -- traders up to this id are expanded
	expand_until INTEGER NOT NULL,         -- the last id there was when it was approved
	found INTEGER NOT NULL,                -- recipients that have their row
	expanded INTEGER NOT NULL CHECK (expanded IN (0, 1)), -- 1: every recipient has its row
	send_after INTEGER NOT NULL,           -- recipients up to this trader id had their turn
	sent INTEGER NOT NULL,                 -- left our hands; those delivered and unknown too
	delivered INTEGER NOT NULL,            -- of them, with a delivery report
	unknown INTEGER NOT NULL,              -- of them, whose attempt had no answer
	failed INTEGER NOT NULL,               -- did not get it, for a reason
	open INTEGER NOT NULL,                 -- messages queued or on the wire
	segments INTEGER NOT NULL,             -- of messages queued, on the wire or sent
	cost INTEGER NOT NULL                  -- rupiah for those
) STRICT;
INSERT INTO broadcast VALUES(1,'sending','','rina','budi',1795489205,1795489205,0,1795489205,250,7,7,1795489205,7,7,7,1,7,0,0,0,0,0,0,0);
INSERT INTO broadcast VALUES(2,'draft','','rina',NULL,1795489205,NULL,0,1795489205,250,7,7,0,0,0,0,0,0,0,0,0,0,0,0,0);
CREATE TABLE broadcast_text (
	broadcast_id INTEGER NOT NULL REFERENCES broadcast (id),
	language TEXT NOT NULL,                -- whose; '' for all that have none of their own
	text TEXT NOT NULL,                    -- with the brand and the word that stops it; {name} as written
	PRIMARY KEY (broadcast_id, language)
) STRICT, WITHOUT ROWID;
INSERT INTO broadcast_text VALUES(1,'','LAPAK: Besok libur, {name}. Berhenti: STOP');
INSERT INTO broadcast_text VALUES(2,'','LAPAK: Lusa buka, {name}. Berhenti: STOP');
CREATE TABLE broadcast_recipient (
	broadcast_id INTEGER NOT NULL,         -- the broadcast
	trader_id INTEGER NOT NULL,            -- who; once each
	message_id INTEGER,                    -- the message made of it; NULL: not yet
	dropped TEXT,                          -- why none was made after all; NULL: no reason
	PRIMARY KEY (broadcast_id, trader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO broadcast_recipient VALUES(1,1,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,2,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,3,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,4,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,5,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,6,NULL,NULL);
INSERT INTO broadcast_recipient VALUES(1,7,NULL,NULL);
CREATE TABLE broadcast_wait (
	broadcast_id INTEGER NOT NULL,         -- the broadcast
	due_at INTEGER NOT NULL,               -- not before
	trader_id INTEGER NOT NULL,            -- who
	PRIMARY KEY (broadcast_id, due_at, trader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO broadcast_wait VALUES(1,1795490103,5);
INSERT INTO broadcast_wait VALUES(1,1795490104,1);
INSERT INTO broadcast_wait VALUES(1,1795490104,2);
INSERT INTO broadcast_wait VALUES(1,1795490104,3);
INSERT INTO broadcast_wait VALUES(1,1795490104,4);
INSERT INTO broadcast_wait VALUES(1,1795490104,6);
INSERT INTO broadcast_wait VALUES(1,1795490104,7);
CREATE TABLE broadcast_message (
	message_id INTEGER PRIMARY KEY,        -- grows with time: appended, never a random place
	broadcast_id INTEGER NOT NULL          -- what it belongs to
) STRICT;
CREATE TABLE broadcast_spending (
	day INTEGER PRIMARY KEY,               -- calendar day in WIB
	cost INTEGER NOT NULL                  -- rupiah for messages made that day
) STRICT;
CREATE TABLE job (
	kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40), -- which rule: 'offer.next'
	subject INTEGER NOT NULL,              -- of what: a wave, a sitting, an enrolment
	due_at INTEGER NOT NULL,               -- not before
	cursor INTEGER NOT NULL,               -- how far a long one has come; 0 at its beginning
	PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO job VALUES('invite',1,1795490102,1);
INSERT INTO job VALUES('reminder',1,1796209200,1);
INSERT INTO job VALUES('reminder',2,1795490108,1);
INSERT INTO job VALUES('wave.begin',1,1796436000,0);
INSERT INTO job VALUES('wave.begin',2,1795489500,0);
INSERT INTO job VALUES('wave.end',1,1796446800,0);
INSERT INTO job VALUES('wave.end',2,1795500300,0);
CREATE TABLE care (
	question_id INTEGER PRIMARY KEY REFERENCES question (id), -- one row a question somebody opened
	staff_id INTEGER REFERENCES staff (id), -- who answers it; NULL: nobody yet
	read_at INTEGER,                       -- first opened; NULL: unread
	message_id INTEGER                     -- the SMS that answers it; NULL: none
) STRICT;
CREATE TABLE note (
	id INTEGER PRIMARY KEY,                -- from sequence 'note'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- about whom; the trader never sees it
	staff_id INTEGER NOT NULL REFERENCES staff (id), -- who wrote it
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
	at INTEGER NOT NULL
) STRICT;
INSERT INTO note VALUES(1,1,1,'Mau ikut lagi.',1795489208);
CREATE TABLE canned (
	id INTEGER PRIMARY KEY,                -- from sequence 'canned'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40), -- how the office calls it
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 480), -- without the brand
	changed_at INTEGER NOT NULL
) STRICT;
INSERT INTO canned VALUES(1,'alamat','Lantai tiga, dekat tangga.',1795489208);
CREATE TABLE sale_day (
	day INTEGER NOT NULL,                  -- market day
	market_id INTEGER NOT NULL,            -- the traders' market now; 0: not told yet
	step INTEGER NOT NULL,                 -- least takings in this row; 0: open, sold nothing; -1: closed
	reports INTEGER NOT NULL,              -- how many traders said so
	total INTEGER NOT NULL,                -- rupiah together
	known INTEGER NOT NULL,                -- of the reports, those whose live part is known
	known_total INTEGER NOT NULL,          -- rupiah of those
	live INTEGER NOT NULL,                 -- of which by live or online
	live_reports INTEGER NOT NULL,         -- how many sold something live
	PRIMARY KEY (day, market_id, step)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_day VALUES(20780,1,-1,1,0,0,0,0,0);
INSERT INTO sale_day VALUES(20781,0,340000,1,350000,1,350000,30000,1);
INSERT INTO sale_day VALUES(20781,0,440000,1,450000,1,450000,40000,1);
INSERT INTO sale_day VALUES(20781,1,150000,0,0,0,0,0,0);
INSERT INTO sale_day VALUES(20781,1,200000,1,200000,1,200000,10000,1);
INSERT INTO sale_day VALUES(20781,1,240000,1,250000,1,250000,20000,1);
INSERT INTO sale_day VALUES(20781,2,500000,1,500000,1,500000,0,0);
INSERT INTO sale_day VALUES(20781,2,1500000,1,1500000,1,1500000,400000,1);
CREATE TABLE message_day (
	day INTEGER NOT NULL,                  -- calendar day in WIB on which the message came in or was written
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	kind TEXT NOT NULL,                    -- as in message
	state TEXT NOT NULL,                   -- as in message, but 'queued' for sending too
	messages INTEGER NOT NULL,             -- how many are in that state now
	segments INTEGER NOT NULL,             -- their segments
	PRIMARY KEY (day, gateway, kind, state)
) STRICT, WITHOUT ROWID;
INSERT INTO message_day VALUES(20781,'phone','inbound','received',30,0);
INSERT INTO message_day VALUES(20781,'phone','reply','delivered',30,36);
CREATE TABLE thread (
	trader_id INTEGER PRIMARY KEY REFERENCES trader (id), -- who writes with a person
	question_id INTEGER NOT NULL REFERENCES question (id), -- about what
	person_until INTEGER NOT NULL,         -- until then free text goes to the person, not to the bot
	follow_ups INTEGER NOT NULL            -- texts added since the office last wrote; the first is acknowledged
) STRICT;
INSERT INTO thread VALUES(5,1,1795575603,0);
CREATE TABLE one_time_code (
	staff_id INTEGER PRIMARY KEY REFERENCES staff (id), -- whose number it went to
	purpose TEXT NOT NULL CHECK (purpose = 'answer' OR purpose = 'broadcast'), -- what the code sets off
	subject INTEGER NOT NULL,              -- the question or broadcast
	text TEXT NOT NULL,                    -- what is to be sent; '' when it was used
	code TEXT NOT NULL CHECK (length(code) = 4),
	expires_at INTEGER NOT NULL,           -- 0: used, or tried too often
	wrong INTEGER NOT NULL,                -- wrong tries at this code
	day INTEGER NOT NULL,                  -- market day of the two counts
	asked INTEGER NOT NULL,                -- codes made that day
	failed INTEGER NOT NULL                -- wrong tries that day
) STRICT;
CREATE TABLE wave_plan (
	wave_id INTEGER PRIMARY KEY REFERENCES wave (id), -- no row: the usual plan
	reminder_days TEXT NOT NULL,           -- days before a sitting, as '3,1'
	series TEXT NOT NULL,                  -- of tips afterwards, as 'A'; '' the first one
	tip_days TEXT NOT NULL,                -- days after the last sitting, as '1,3,7'
	budget INTEGER NOT NULL CHECK (budget >= 0) -- rupiah; 0: not set
) STRICT;
INSERT INTO wave_plan VALUES(2,'3,1','A','1,3,7,14,21,30,45,60,75,90',0);
CREATE TABLE code_try (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id), -- at which sitting
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who sent another code
	wrong INTEGER NOT NULL,                -- how often
	PRIMARY KEY (sitting_id, trader_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE trader_word (
	word TEXT NOT NULL,                    -- the name from one of its words on, in small letters
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- whose name
	PRIMARY KEY (word, trader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO trader_word VALUES('ana',1);
INSERT INTO trader_word VALUES('bu ana',1);
INSERT INTO trader_word VALUES('edi',2);
INSERT INTO trader_word VALUES('pak edi',2);
INSERT INTO trader_word VALUES('siti',3);
INSERT INTO trader_word VALUES('budi',4);
CREATE TABLE stick_check (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who was asked
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- after which training
	day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 365), -- after its last sitting
	message_id INTEGER NOT NULL,           -- the SMS that asks
	asked_at INTEGER NOT NULL,
	lives INTEGER CHECK (lives BETWEEN 0 AND 7), -- how often live that week; NULL: not known
	answered_at INTEGER,                   -- NULL: not answered
	PRIMARY KEY (wave_id, trader_id, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE work_item (
	id INTEGER PRIMARY KEY,                -- from sequence 'work_item'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who needs somebody
	kind TEXT NOT NULL CHECK (kind = 'not-live' OR kind = 'few-buyers' OR kind = 'tip-not-tried'),
	wave_id INTEGER REFERENCES wave (id),  -- whose trainer sees to it; NULL: trained in none
	staff_id INTEGER REFERENCES staff (id), -- who was asked to instead; NULL: the wave's trainer
	due_day INTEGER NOT NULL,              -- a market day
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'done'),
	opened_at INTEGER NOT NULL,
	closed_at INTEGER,                     -- NULL: open
	closed_by TEXT,                        -- NULL: open
	note TEXT CHECK (length(note) BETWEEN 1 AND 200) -- what was done; NULL: nothing was written
) STRICT;
INSERT INTO work_item VALUES(1,5,'few-buyers',NULL,NULL,20788,'open',1795489203,NULL,NULL,NULL);
CREATE TABLE early_report (
	id INTEGER PRIMARY KEY,                -- in the order they came; the oldest make room
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	gateway_id TEXT NOT NULL,              -- its id of the message
	state TEXT NOT NULL CHECK (state = 'sent' OR state = 'delivered' OR state = 'failed' OR state = 'expired' OR state = 'rejected'),
	error TEXT,                            -- its word on a failure; NULL: none
	at INTEGER NOT NULL                    -- when it came; of no use after some minutes
) STRICT;
CREATE TABLE trader_goods (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	goods TEXT NOT NULL CHECK (length(goods) BETWEEN 2 AND 20), -- sells it, in small letters: batik
	PRIMARY KEY (trader_id, goods)
) STRICT, WITHOUT ROWID;
INSERT INTO trader_goods VALUES(1,'sayur');
INSERT INTO trader_goods VALUES(2,'baju');
CREATE TABLE tip_goods (
	code TEXT NOT NULL,                    -- the tip
	language TEXT NOT NULL,                -- and its language
	goods TEXT NOT NULL,                   -- one of those in tip.goods
	PRIMARY KEY (code, language, goods),
	FOREIGN KEY (code, language) REFERENCES tip (code, language)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX market_name ON market (lower(name));
CREATE INDEX message_queued ON message (gateway, priority, due_at, id) WHERE state = 'queued';
CREATE INDEX message_open ON message (phone, id) WHERE state IN ('queued', 'sending');
CREATE INDEX message_expiring ON message (expires_at, state) WHERE state = 'queued';
CREATE INDEX message_sending ON message (id) WHERE state = 'sending';
CREATE UNIQUE INDEX wave_name ON wave (lower(name));
CREATE INDEX wave_open ON wave (id) WHERE state = 'open';
CREATE INDEX enrolment_status ON enrolment (wave_id, status, queue);
CREATE INDEX enrolment_trader ON enrolment (trader_id);
CREATE INDEX attendance_trader ON attendance (trader_id);
CREATE INDEX sale_typed ON sale (typed_by) WHERE typed_by IS NOT NULL;
CREATE INDEX sale_history_typed ON sale_history (typed_by) WHERE typed_by IS NOT NULL;
CREATE INDEX tip_series ON tip (series);
CREATE INDEX question_open ON question (id) WHERE state = 'open';
CREATE INDEX question_trader ON question (trader_id);
CREATE INDEX consent_trader ON consent (trader_id);
CREATE INDEX helper_phone ON helper (phone);
CREATE INDEX helper_report_typed ON helper_report (typed_by);
CREATE INDEX trader_stall ON trader (lower(replace(replace(replace(replace(stall, ' ', ''), '-', ''), '.', ''), '/', '')))
	WHERE stall IS NOT NULL;
CREATE INDEX part_kept ON part (kept_at);
CREATE INDEX seen_other_at ON seen_other (at);
CREATE INDEX part_report_at ON part_report (at);
CREATE UNIQUE INDEX staff_login ON staff (login);
CREATE UNIQUE INDEX staff_phone ON staff (phone) WHERE phone IS NOT NULL AND disabled_at IS NULL;
CREATE INDEX session_staff ON session (staff_id, id);
CREATE INDEX session_expiring ON session (expires_at);
CREATE INDEX once_at ON once (at);
CREATE INDEX broadcast_live ON broadcast (id) WHERE state IN ('scheduled', 'sending');
CREATE INDEX job_due ON job (due_at);
CREATE INDEX note_trader ON note (trader_id, id);
CREATE UNIQUE INDEX canned_name ON canned (lower(name));
CREATE INDEX sale_review ON sale (day, trader_id) WHERE review = 1;
CREATE INDEX complaint_open ON complaint (id) WHERE state = 'open';
CREATE INDEX trader_market ON trader (market_id, created_at) WHERE stopped_at IS NULL;
CREATE INDEX complaint_state ON complaint (state, at);
CREATE INDEX thread_question ON thread (question_id);
CREATE INDEX question_answered ON question (id) WHERE state = 'answered' AND kind = 'asked';
CREATE INDEX wave_trainer ON wave (trainer_id) WHERE trainer_id IS NOT NULL;
CREATE INDEX code_try_trader ON code_try (trader_id);
CREATE INDEX trader_word_of ON trader_word (trader_id);
CREATE INDEX trader_tail ON trader (substr(phone, length(phone) - 3));
CREATE INDEX stick_check_trader ON stick_check (trader_id);
CREATE UNIQUE INDEX work_item_open ON work_item (trader_id, kind) WHERE state = 'open';
CREATE INDEX work_item_trader ON work_item (trader_id);
CREATE UNIQUE INDEX early_report_about ON early_report (gateway, gateway_id, state);
CREATE INDEX enrolment_to_invite ON enrolment (id) WHERE status = 'absent' AND invited_to = 0;
CREATE INDEX stick_check_by_day ON stick_check (day, asked_at, wave_id, lives);
PRAGMA application_id = 1279348811;
PRAGMA user_version = 0;
COMMIT;
