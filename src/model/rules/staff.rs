//! Rules about rosters: numbers, ranks and counts of staff.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "S101",
        name: "nip-malformed",
        severity: Severity::Error,
        title: Text {
            id: "NIP tidak 18 angka",
            en: "NIP has not 18 digits",
        },
        message: Text {
            id: "NIP {name} terdiri atas {count} angka, seharusnya 18",
            en: "NIP {name} has {count} digits instead of 18",
        },
        advice: Text {
            id: "Salin NIP dari surat keputusan, dan simpan sebagai teks.",
            en: "Copy the NIP from the decree, and store it as text.",
        },
        checks: Text {
            id: "Setiap NIP dalam daftar nominatif harus 18 angka, dengan atau tanpa spasi.",
            en: "Each NIP of a roster must have 18 digits, with or without spaces.",
        },
        why: Text {
            id: "NIP memuat tanggal lahir, bulan pengangkatan, jenis kelamin, dan nomor urut (Peraturan Kepala BKN 22/2007); yang salah membuat seseorang tidak dapat ditelusuri.",
            en: "A NIP holds date of birth, month of appointment, sex and sequence (Perka BKN 22/2007); a wrong one makes a person untraceable.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 02;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over.",
        },
    },
    Rule {
        code: "S102",
        name: "nip-impossible",
        severity: Severity::Error,
        title: Text {
            id: "Bagian NIP tidak mungkin",
            en: "Part of a NIP is impossible",
        },
        message: Text {
            id: "NIP {name}: {reason}",
            en: "NIP {name}: {reason}",
        },
        advice: Text {
            id: "Cocokkan NIP dengan surat keputusan.",
            en: "Compare the NIP with the decree.",
        },
        checks: Text {
            id: "Tanggal lahir, bulan pengangkatan (1-12, atau 21 bagi PPPK), umur saat diangkat (15-60), dan angka jenis kelamin (1 atau 2) harus mungkin.",
            en: "Date of birth, month of appointment (1-12, or 21 for contract staff), age at appointment (15-60) and the digit of sex (1 or 2) must be possible.",
        },
        why: Text {
            id: "NIP memuat tanggal lahir, bulan pengangkatan, jenis kelamin, dan nomor urut (Peraturan Kepala BKN 22/2007); yang salah membuat seseorang tidak dapat ditelusuri.",
            en: "A NIP holds date of birth, month of appointment, sex and sequence (Perka BKN 22/2007); a wrong one makes a person untraceable.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19801301 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over.",
        },
    },
    Rule {
        code: "S103",
        name: "nip-twice-in-roster",
        severity: Severity::Error,
        title: Text {
            id: "NIP muncul dua kali",
            en: "NIP stands twice",
        },
        message: Text {
            id: "NIP {name} juga ada di {other}",
            en: "NIP {name} stands in {other} too",
        },
        advice: Text {
            id: "Hapus baris ganda, atau perbaiki NIP yang salah salin.",
            en: "Remove the second row, or mend the NIP copied wrongly.",
        },
        checks: Text {
            id: "Setiap NIP hanya boleh muncul sekali dalam satu daftar.",
            en: "Each NIP may stand once in a roster.",
        },
        why: Text {
            id: "Seorang pegawai yang terhitung dua kali menaikkan jumlah pegawai dan kebutuhan gaji.",
            en: "A person counted twice raises the number of staff and what they cost.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19800101 200501 1 002;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over.",
        },
    },
    Rule {
        code: "S104",
        name: "nip-in-two-agencies",
        severity: Severity::Warning,
        title: Text {
            id: "NIP ada di dua perangkat daerah",
            en: "NIP stands in two agencies",
        },
        message: Text {
            id: "NIP {name} juga ada di {other}",
            en: "NIP {name} stands in {other} too",
        },
        advice: Text {
            id: "Pastikan pegawai itu pindah, dan hapus dari daftar lamanya.",
            en: "See that the person was transferred, and remove the older row.",
        },
        checks: Text {
            id: "NIP dalam daftar nominatif satu perangkat daerah tidak boleh ada dalam daftar perangkat daerah lain.",
            en: "A NIP of one agency's roster must not stand in another's.",
        },
        why: Text {
            id: "Pegawai yang tercatat di dua tempat terhitung dua kali untuk daerah.",
            en: "A person listed twice is counted twice for the region.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Pegawai yang pindah di antara tanggal kedua daftar tampak di sini; karena itu temuannya peringatan.",
            en: "Someone transferred between the days of both rosters shows here, so it is a warning.",
        },
    },
    Rule {
        code: "S105",
        name: "nip-sex-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Jenis kelamin berbeda dari NIP",
            en: "Sex differs from the NIP",
        },
        message: Text {
            id: "Jenis kelamin berbeda dari NIP di {other}, yang menyebut {reason}",
            en: "Sex differs from the NIP in {other}, which says {reason}",
        },
        advice: Text {
            id: "Cocokkan keduanya dengan surat keputusan.",
            en: "Compare both with the decree.",
        },
        checks: Text {
            id: "Kolom jenis kelamin dibandingkan dengan angka ke-15 NIP: 1 laki-laki, 2 perempuan.",
            en: "The column of sex is compared with digit 15 of the NIP: 1 male, 2 female.",
        },
        why: Text {
            id: "Salah satunya salah; jumlah menurut jenis kelamin ikut salah.",
            en: "One of them is wrong, and so are counts by sex.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;L;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over.",
        },
    },
    Rule {
        code: "S106",
        name: "nip-birth-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Tanggal lahir berbeda dari NIP",
            en: "Date of birth differs from the NIP",
        },
        message: Text {
            id: "Tanggal lahir berbeda dari NIP di {other}",
            en: "Date of birth differs from the NIP in {other}",
        },
        advice: Text {
            id: "Cocokkan keduanya dengan surat keputusan.",
            en: "Compare both with the decree.",
        },
        checks: Text {
            id: "Tanggal lahir dibandingkan dengan delapan angka pertama NIP.",
            en: "The date of birth is compared with the first eight digits of the NIP.",
        },
        why: Text {
            id: "Usia dan batas pensiun dihitung dari tanggal lahir.",
            en: "Age and retirement are counted from the date of birth.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 15 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati. NIP tidak selalu diganti bila tanggal lahir dikoreksi; karena itu peringatan.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over. A NIP is not always replaced when a birth date is corrected, so it is a warning.",
        },
    },
    Rule {
        code: "S107",
        name: "rank-name-differs",
        severity: Severity::Error,
        title: Text {
            id: "Golongan dan pangkat tidak cocok",
            en: "Code and name of a rank differ",
        },
        message: Text {
            id: "Golongan {title} adalah {other}, tertulis {name}",
            en: "Rank {title} is {other}, but {name} is written",
        },
        advice: Text {
            id: "Perbaiki golongan atau nama pangkatnya menurut surat keputusan.",
            en: "Mend the code or the name of the rank by the decree.",
        },
        checks: Text {
            id: "Nama pangkat harus nama golongan ruang yang tertulis di baris yang sama: III/a Penata Muda sampai IV/e Pembina Utama.",
            en: "The name of the rank must be that of the code in the same row: III/a Penata Muda up to IV/e Pembina Utama.",
        },
        why: Text {
            id: "Pangkat dan golongan ruang ditetapkan bersama (PP 11/2017); yang berbeda berarti salah satu tidak diperbarui.",
            en: "Name and code of a rank are set together (PP 11/2017); where they differ one was not brought up to date.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya bila keduanya tertulis. Golongan PPPK tidak mempunyai nama.",
            en: "Only where both are written. Ranks of contract staff have no name.",
        },
    },
    Rule {
        code: "S108",
        name: "nip-digits-lost",
        severity: Severity::Error,
        title: Text {
            id: "Angka terakhir NIP hilang",
            en: "Last digits of NIPs are lost",
        },
        message: Text {
            id: "{count} NIP dalam kolom ini kehilangan angka terakhirnya: tersimpan sebagai bilangan",
            en: "{count} NIPs of this column have lost their last digits: they were stored as numbers",
        },
        advice: Text {
            id: "Simpan kolom NIP sebagai teks, lalu salin ulang dari sumbernya; angka yang hilang tidak dapat ditebak.",
            en: "Store the column as text and copy it again from its source; lost digits cannot be guessed.",
        },
        checks: Text {
            id: "NIP yang tiga angka terakhirnya 000, atau yang tertulis dengan pangkat sepuluh, kehilangan angka karena ketelitian lembar kerja (15 angka). Satu temuan untuk satu kolom.",
            en: "A NIP that ends in 000 or is written as a power of ten has lost digits to the precision of spreadsheets (15 digits). One finding a column.",
        },
        why: Text {
            id: "NIP memuat tanggal lahir, bulan pengangkatan, jenis kelamin, dan nomor urut (Peraturan Kepala BKN 22/2007); yang salah membuat seseorang tidak dapat ditelusuri.",
            en: "A NIP holds date of birth, month of appointment, sex and sequence (Perka BKN 22/2007); a wrong one makes a person untraceable.",
        },
        passes: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;19800101 200501 1 002;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;19820305 200604 2 003;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        fails: "DAFTAR NOMINATIF PEGAWAI;;;;;;;
DINAS CONTOH TAHUN 2023;;;;;;;
;;;;;;;
No;Nama;NIP;Pangkat;Golongan;Jabatan;Jenis Kelamin;Tempat, Tanggal Lahir
1;Orang Contoh A;198001012005011000;Penata;III/c;Analis Contoh;L;Kota Contoh, 1 Januari 1980
2;Orang Contoh B;198203052006042000;Penata Muda;III/a;Pengelola Contoh;P;Kota Contoh, 5 Maret 1982
3;Orang Contoh C;19750717 199903 1 004;Pembina;IV/a;Kepala Bidang Contoh;L;Kota Contoh, 17 Juli 1975
",
        limits: Text {
            id: "Hanya kolom yang dikenali sebagai NIP dalam daftar nominatif. NIK, NIP lama, dan keterangan bukan ASN dilewati.",
            en: "Only columns known to be NIP in a roster. NIK, old numbers and words about others are passed over.",
        },
    },
    Rule {
        code: "S109",
        name: "staff-count-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Jumlah pegawai berbeda dari daftar nominatif",
            en: "Number of staff differs from the roster",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, dalam daftar nominatif {computed} orang ({other})",
            en: "{column} \"{label}\": stated {stated}, the roster has {computed} ({other})",
        },
        advice: Text {
            id: "Pastikan keduanya dari tanggal yang sama, lalu hitung ulang.",
            en: "See that both are of the same day, then count again.",
        },
        checks: Text {
            id: "Jumlah menurut golongan, pendidikan, dan jenis kelamin dibandingkan dengan banyaknya orang dalam daftar nominatif perangkat daerah yang sama.",
            en: "Counts by rank, education and sex are compared with the people in the roster of the same agency.",
        },
        why: Text {
            id: "Jumlah pegawai dikutip dalam laporan kinerja dan menentukan belanja pegawai.",
            en: "The number of staff is quoted in performance reports and decides what staff costs.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila ada beberapa daftar nominatif, tidak ada yang dibandingkan. Daftar dari tanggal lain dapat berbeda secara sah; karena itu peringatan.",
            en: "Where there are several rosters nothing is compared. A roster of another day may rightly differ, so it is a warning.",
        },
    },
];
