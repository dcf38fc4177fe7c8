/* tests/text/test_outgoing.c - the office never asks for a secret, money or a click */
#include "t.h"

#include "text/outgoing.h"

static void refuses_what_a_fraud_would_write(void **state)
{
	static const char *const texts[] = {
		"Kirim kode OTP Bapak/Ibu sekarang",
		"Balas dengan PIN ATM untuk verifikasi",
		"PIN Bapak berapa?",
		"OTP-nya apa?",
		"Mohon sebutkan kode verifikasi yang baru masuk",
		"Tolong masukkan kata sandi.",
		"Please send your password",
		"Jangan lupa kirim PIN",
		"Pelatihan hari Minggu. Tolong berikan OTP. Terima kasih",
		"Jangan terlambat. Kirim PIN ke nomor ini",
		"Transfer ke rekening BCA 123456",
		"Mohon transfer dulu Rp50.000",
		"Biaya kirim, bayar lewat transfer",
		"Lihat https://contoh.id/a",
		"lihat HTTP://contoh",
		"Buka www.contoh.example",
		"Daftar di bit.ly/abc",
		"Daftar di shopee.co.id sekarang",
		"wa.me/62812",
		"Kunjungi Contoh.COM",
		"Selamat! Anda menang undian, hubungi kami",
		"Selamat, Bapak dapat hadiah uang tunai 10 juta",
		"Congratulations you won a prize",
		"Hadiah motor menunggu Ibu",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]);
		assert_non_null(outgoing_fault(texts[i], strlen(texts[i])));
	}
}

static void lets_answers_and_warnings_through(void **state)
{
	static const char *const texts[] = {
		"",
		"Boleh, ajak saja.",
		"Pelatihan jam 09.00 di Lt 3. Harga mulai Rp1.500.000.",
		"Jangan beri kode OTP kepada siapa pun. Petugas tidak pernah meminta kode itu.",
		"Kami tidak pernah meminta uang, kode rahasia atau transfer",
		"Bukti transfer bisa dipalsukan. Cek sendiri saldo, baru kirim barangnya.",
		"Kata sandi akun toko cukup diketahui 1-2 keluarga.",
		"Kirim barang hari ini, ongkos kirim dibayar pembeli.",
		"Selesai.Terima kasih",
		"Stan B2.15 sudah benar",
		"Never tell anybody your PIN",
		"Balas HADIR dan kode di papan",
		"Beri hadiah kecil untuk pembeli yang setia",
		"Jangan percaya SMS yang bilang dapat hadiah",
		"Selamat pagi, jangan lupa pelatihan besok",
		"Stan B1-5, Lt 3. Kirim foto barang besok jam 7",
		"Pakai baju rapi. Com ping?",
		"Harga 150rb, 5 buah 700rb; tidak perlu kirim apa-apa",
		"Bawa pinsil dan kertas, tolong datang tepat waktu!",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct outgoing *why = outgoing_fault(texts[i], strlen(texts[i]));

		print_message("%s: %s\n", texts[i], why != NULL ? why->code : "may go out");
		assert_null(why);
	}
}

static void reads_what_is_disguised(void **state)
{
	static const char *const texts[] = {
		"Kirim kode 0TP sekarang", "KIRIM KODE O T P", "kirim o.t.p ya bu",
		"Tolong k1r1m P1N", "tolong kirim p-i-n atm", "balas dengan P I N",
		"Mohon tr4nsfer dulu", "mohon t r a n s f e r dulu", "mohon TRANSSFER dulu",
		"Mohon tran$fer dulu", "tolong kirim piin bapak", "kirim p4ssw0rd",
		"K I R I M  P I N", "Buka toko . com", "Buka toko (.) com", "Buka toko dot com",
		"Buka toko titik com", "buka hxxp contoh", "lihat bit . ly/abc",
		"S3lamat anda m3nang und1an",
		("\xef\xbc\xab\xef\xbd\x89\xef\xbd\x92\xef\xbd\x89\xef\xbd\x8d "
		 "\xef\xbc\xb0\xef\xbc\xa9\xef\xbc\xae"), /* wide letters */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]);
		assert_non_null(outgoing_fault(texts[i], strlen(texts[i])));
	}
}

/* A link at any place of a text longer than what is split into words at once. */
static void finds_a_link_or_a_secret_far_into_a_text(void **state)
{
	char text[1024];

	(void)state;
	for (size_t words = 40; words < 110; words++) {
		size_t n = 0;

		for (size_t i = 0; i < words; i++)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "kata ");
		assert_null(outgoing_fault(text, n));
		n += (size_t)snprintf(text + n, sizeof(text) - n, "toko.com");
		print_message("after %zu words\n", words);
		assert_non_null(outgoing_fault(text, n));
		n -= strlen("toko.com");
		n += (size_t)snprintf(text + n, sizeof(text) - n, "kirim PIN");
		assert_non_null(outgoing_fault(text, n));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_a_fraud_would_write),
		cmocka_unit_test(lets_answers_and_warnings_through),
		cmocka_unit_test(reads_what_is_disguised),
		cmocka_unit_test(finds_a_link_or_a_secret_far_into_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
