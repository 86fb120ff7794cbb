//! Rules about pipelines and profiles.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P001",
        name: "invalid-pipeline",
        severity: Severity::Error,
        title: Text {
            id: "Pipeline tidak sah",
            en: "Pipeline is not valid",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Perbaiki baris yang ditunjuk, lalu jalankan selaras validate sekali lagi.",
            en: "Mend the line that is pointed at and run selaras validate again.",
        },
        checks: Text {
            id: "Berkas pipeline harus berupa TOML UTF-8 dengan nama isian yang dikenal; nama dan \
                 wilayah terisi, nama dapat dipakai sebagai nama folder, tahunnya 1990 sampai \
                 2099, dan daftar masukannya tidak kosong atau berulang.",
            en: "A pipeline must be UTF-8 TOML with known keys; name and region filled in, the \
                 name fit for a folder, the year from 1990 to 2099, the list of inputs neither \
                 empty nor repeated.",
        },
        why: Text {
            id: "Salah ketik di pipeline yang didiamkan membuat pemeriksaan berjalan dengan \
                 setelan yang tidak dikehendaki.",
            en: "A slip in a pipeline passed over in silence makes the audit run with settings \
                 nobody wanted.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Yang diperiksa hanya bentuk dan isinya, bukan apakah setelannya cocok untuk \
                 daerah yang bersangkutan.",
            en: "Only its form and values are checked, not whether the settings suit the region.",
        },
    },
    Rule {
        code: "P002",
        name: "invalid-profile",
        severity: Severity::Error,
        title: Text {
            id: "Profil tidak sah",
            en: "Profile is not valid",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Perbaiki baris profil yang ditunjuk; profil bawaan dapat dijadikan contoh.",
            en: "Mend the line of the profile that is pointed at; the built-in profiles serve as \
                 examples.",
        },
        checks: Text {
            id: "Profil harus berupa TOML UTF-8 dengan nama isian yang dikenal; jenisnya sama \
                 dengan nama berkasnya, ada syarat pengenalnya, kolom dan tingkat tidak berulang \
                 atau kosong, dan setiap hubungan mempunyai jumlah operand yang sesuai.",
            en: "A profile must be UTF-8 TOML with known keys; its kind is its file's name, it \
                 says how it is recognised, columns and levels are neither repeated nor blank, and \
                 every relation has as many operands as its operation takes.",
        },
        why: Text {
            id: "Profil menentukan arti setiap kolom. Profil yang salah membuat semua dokumen \
                 jenis itu diperiksa dengan cara yang salah.",
            en: "A profile decides what every column means. With a wrong one all documents of its \
                 kind are audited wrongly.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Profil yang sah belum tentu mengenali dokumennya; cobalah dengan selaras inspect.",
            en: "A valid profile need not recognise its documents; try it with selaras inspect.",
        },
    },
    Rule {
        code: "P003",
        name: "unknown-profile",
        severity: Severity::Error,
        title: Text {
            id: "Profil tidak dikenal",
            en: "Unknown profile",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Perbaiki nama jenisnya, tambahkan ke daftar profiles, atau tulis profil yang \
                 dimaksud.",
            en: "Mend the kind's name, add it to the list of profiles, or write the profile that \
                 is meant.",
        },
        checks: Text {
            id: "Setiap jenis dokumen yang disebut pipeline, dalam daftar profil maupun \
                 perbandingan, harus mempunyai profil dan ikut dipilih.",
            en: "Every kind that a pipeline names, among its profiles or in a comparison, must \
                 have a profile and be selected.",
        },
        why: Text {
            id: "Jenis yang tidak dikenal tidak akan pernah cocok dengan satu tabel pun, sehingga \
                 perbandingannya tidak pernah dijalankan.",
            en: "A kind that is not known never fits any table, so its comparisons would never \
                 run.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Yang dicocokkan hanya namanya. Apakah dokumen jenis itu benar ada di folder \
                 masukan baru diketahui saat dijalankan.",
            en: "Only names are compared. Whether documents of the kind are among the inputs shows \
                 only in the run.",
        },
    },
    Rule {
        code: "P004",
        name: "missing-input-folder",
        severity: Severity::Error,
        title: Text {
            id: "Folder masukan tidak ada",
            en: "Input folder is missing",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Buat folder itu atau perbaiki namanya; nama dihitung dari folder berkas pipeline.",
            en: "Make the folder or mend its name, which counts from the folder of the pipeline \
                 file.",
        },
        checks: Text {
            id: "Setiap folder yang disebut dalam daftar masukan, atau diberikan pada perintah, \
                 harus ada dan berupa folder.",
            en: "Every folder named among the inputs, or given with the command, must exist and be \
                 a folder.",
        },
        why: Text {
            id: "Tanpa folder masukan, laporan malam itu akan tampak bersih padahal tidak ada yang \
                 diperiksa.",
            en: "Without its input folder a nightly report would look clean though nothing was \
                 audited.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Folder jaringan yang sedang terputus tidak dapat dibedakan dari folder yang tidak \
                 ada.",
            en: "A network folder that is cut off for a while cannot be told from one that does \
                 not exist.",
        },
    },
    Rule {
        code: "P005",
        name: "empty-input-folder",
        severity: Severity::Error,
        title: Text {
            id: "Folder masukan kosong",
            en: "Input folder is empty",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Letakkan buku kerja tiap perangkat daerah di dalam folder itu, lalu jalankan \
                 lagi.",
            en: "Put the workbooks of each agency into the folder and run again.",
        },
        checks: Text {
            id: "Setiap folder masukan harus memuat sekurang-kurangnya satu berkas; berkas yang \
                 namanya diawali titik atau tilde tidak dihitung.",
            en: "Every input folder must hold at least one file; files whose names begin with a \
                 dot or a tilde do not count.",
        },
        why: Text {
            id: "Folder kosong biasanya berarti pengiriman gagal atau nama foldernya salah; hasil \
                 tanpa temuan akan menyesatkan.",
            en: "An empty folder mostly means that a delivery failed or the name is wrong; a \
                 result without findings would mislead.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Satu berkas saja sudah cukup: kelengkapan kiriman tiap perangkat daerah tidak \
                 dinilai oleh aturan ini.",
            en: "One file is enough: this rule does not say whether every agency has sent its \
                 files.",
        },
    },
    Rule {
        code: "P006",
        name: "unknown-name",
        severity: Severity::Error,
        title: Text {
            id: "Nama tidak dikenal",
            en: "Unknown name",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text {
            id: "Perbaiki namanya menurut saran yang disertakan.",
            en: "Mend the name by the hint that comes with it.",
        },
        checks: Text {
            id: "Nama lain yang dipakai pipeline dan profil harus dikenal: kode aturan, nama kolom \
                 dalam hubungan dan perbandingan, serta pilihan tahun (later, earlier).",
            en: "The other names that pipelines and profiles use must be known: codes of rules, \
                 columns in relations and comparisons, choices of year (later, earlier).",
        },
        why: Text {
            id: "Nama yang tidak dikenal membuat sebuah pemeriksaan tidak pernah berjalan tanpa \
                 ada yang mengetahuinya.",
            en: "With an unknown name a check would never run, and nobody would notice.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Nama yang dikenal tetapi bukan yang dimaksud tidak terlihat, dan nama tingkat \
                 dalam count:<tingkat> tidak dicocokkan.",
            en: "A name that is known but not the one meant is not seen, and the level in \
                 count:<level> is not compared.",
        },
    },
    Rule {
        code: "P007",
        name: "expired-waiver",
        severity: Severity::Warning,
        title: Text {
            id: "Pengecualian sudah lewat tanggalnya",
            en: "Waiver is past its day",
        },
        message: Text {
            id: "pengecualian atas {label} oleh {by} berlaku sampai {until}; temuannya muncul lagi",
            en: "the waiver of {label} by {by} held until {until}; its findings are back",
        },
        advice: Text {
            id: "Selesaikan temuannya, atau perpanjang pengecualiannya dengan alasan yang masih berlaku.",
            en: "Settle the findings, or prolong the waiver for a reason that still holds.",
        },
        checks: Text {
            id: "Setiap pengecualian mempunyai tanggal akhir; setelah tanggal itu temuan yang \
                 dikecualikannya dihitung lagi.",
            en: "Every waiver has a last day; after it the findings it waives count again.",
        },
        why: Text {
            id: "Pengecualian tanpa akhir menyembunyikan kesalahan yang seharusnya sudah diperbaiki.",
            en: "A waiver without an end hides what should long have been mended.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya pengecualian yang temuannya masih ada yang disebut.",
            en: "Only waivers whose findings are still there are told.",
        },
    },
    Rule {
        code: "P008",
        name: "unused-waiver",
        severity: Severity::Info,
        title: Text {
            id: "Pengecualian tidak terpakai",
            en: "Waiver waives nothing",
        },
        message: Text {
            id: "pengecualian atas {label} oleh {by} tidak cocok dengan temuan mana pun",
            en: "the waiver of {label} by {by} fits no finding",
        },
        advice: Text {
            id: "Hapus pengecualiannya bila temuannya sudah diperbaiki; bila belum, periksa tulisannya.",
            en: "Remove the waiver where its finding is mended; where it is not, check its spelling.",
        },
        checks: Text {
            id: "Setiap pengecualian dalam berkas pengecualian harus cocok dengan paling sedikit satu temuan.",
            en: "Every waiver in the file of waivers must fit at least one finding.",
        },
        why: Text {
            id: "Pengecualian yang tertinggal dapat menutupi kesalahan baru di tempat yang sama.",
            en: "A waiver left behind may cover a new fault in the same place.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Dokumen yang tidak dapat dibaca malam itu juga membuat pengecualiannya tidak terpakai.",
            en: "A document that could not be read that night leaves its waivers unused, too.",
        },
    },
];
