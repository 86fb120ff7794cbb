//! Rules about files, sheets and cells that cannot be read.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R001",
        name: "unreadable-file",
        severity: Severity::Error,
        title: Text {
            id: "Berkas tidak dapat dibaca",
            en: "File cannot be read",
        },
        message: Text {
            id: "Berkas tidak dapat dibaca: {reason}",
            en: "The file cannot be read: {reason}",
        },
        advice: Text {
            id: "Minta berkas itu dikirim ulang, lalu pastikan berkas tersebut dapat dibuka di \
                 Excel.",
            en: "Ask for the file to be sent again, and see that it opens in Excel.",
        },
        checks: Text {
            id: "Isi berkas harus sesuai dengan formatnya: setiap bagian paket (.xlsx, .xlsb, \
                 .ods) yang dibaca dibuka sampai akhir dan dicocokkan dengan nilai ujinya \
                 (checksum), tidak ada bagian yang kembar, rangkaian sektor .xls utuh, dan XML \
                 tersusun benar.",
            en: "The content must keep to its format: every part of a package (.xlsx, .xlsb, .ods) \
                 that is read is inflated to its end and compared with its checksum, no part \
                 stands twice, the sectors of an .xls follow each other whole, and XML is well \
                 formed.",
        },
        why: Text {
            id: "Berkas yang tidak terbaca tidak ikut diperiksa dan tidak ikut dikonsolidasikan. \
                 Tanpa pemberitahuan, angka perangkat daerah itu hilang begitu saja dari \
                 rekapitulasi.",
            en: "A file that cannot be read is neither audited nor consolidated. Untold, the \
                 agency's figures would simply be missing from the recapitulation.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Berkas yang rusak tidak diperbaiki, dan sebab kerusakannya (misalnya terpotong \
                 saat dikirim) tidak ditelusuri. Bagian paket yang tidak diperlukan, misalnya \
                 gambar, tidak diperiksa. Format .xls, HTML, dan CSV tidak membawa nilai uji, \
                 sehingga huruf yang berubah di dalamnya tidak selalu terlihat. Kerusakan satu \
                 lembar atau satu sel dilaporkan sebagai R004 dan R007.",
            en: "A damaged file is not repaired, and how it was damaged (cut off while sent, for \
                 example) is not traced. Parts of a package that are not needed, pictures for \
                 example, are not looked at. .xls, HTML and CSV carry no checksums, so a letter \
                 changed in them is not always seen. Damage to one sheet or one cell is told as \
                 R004 and R007.",
        },
    },
    Rule {
        code: "R002",
        name: "unsupported-format",
        severity: Severity::Error,
        title: Text {
            id: "Format berkas tidak didukung",
            en: "File format is not supported",
        },
        message: Text {
            id: "Isi berkas ini {format}, bukan buku kerja yang dapat dibaca: {reason}",
            en: "The content is {format}, not a workbook that can be read: {reason}",
        },
        advice: Text {
            id: "Minta buku kerja aslinya, atau simpan tabelnya sebagai .xlsx.",
            en: "Ask for the original workbook, or save its tables as .xlsx.",
        },
        checks: Text {
            id: "Format ditentukan dari isi berkas, bukan dari namanya. Yang dibaca: .xlsx, .xlsm, \
                 .xltx, .xlsb, .xls (Excel 5, 95, 97-2003), .ods, SpreadsheetML 2003, HTML dan \
                 MHTML (sering bernama .xls), teks CSV atau TSV (pemisah ; , tab | dalam UTF-8, \
                 UTF-16, atau Windows-1252), serta arsip zip berisi berkas-berkas itu. PDF, \
                 gambar, dokumen, presentasi, berkas kunci Office, dan berkas kosong ditolak \
                 beserta sebabnya.",
            en: "The format is decided by what is in the file, not by its name. Read are .xlsx, \
                 .xlsm, .xltx, .xlsb, .xls (Excel 5, 95, 97-2003), .ods, SpreadsheetML 2003, HTML \
                 and MHTML (often named .xls), CSV or TSV text (separated by ; , tab or |, in \
                 UTF-8, UTF-16 or Windows-1252), and zip archives of such files. PDF, pictures, \
                 documents, presentations, Office lock files and empty files are refused with the \
                 reason.",
        },
        why: Text {
            id: "Nama berkas dapat menipu: sebagian aplikasi menyimpan halaman HTML dengan nama \
                 .xls, dan hasil pindai sering dikirim sebagai PDF. Angka di dalam PDF atau gambar \
                 tidak dapat dibuktikan.",
            en: "A file's name may deceive: some systems save an HTML page under the name .xls, \
                 and scans are often sent as PDF. Figures in a PDF or picture cannot be proved.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Teks bernama lain daripada .csv, .tsv, atau .txt dianggap CSV hanya bila \
                 kebanyakan barisnya mempunyai banyak pemisah yang sama. Excel 2, 3, dan 4 tidak \
                 dibaca; arsip di dalam arsip tidak dibuka. Buku kerja bersandi dilaporkan sebagai \
                 R006.",
            en: "Text named other than .csv, .tsv or .txt counts as CSV only when most of its \
                 lines have the same number of separators. Excel 2, 3 and 4 are not read; archives \
                 inside archives are not opened. Workbooks with a password are told as R006.",
        },
    },
    Rule {
        code: "R003",
        name: "empty-workbook",
        severity: Severity::Warning,
        title: Text {
            id: "Buku kerja kosong",
            en: "Workbook is empty",
        },
        message: Text {
            id: "Buku kerja tidak berisi satu sel pun",
            en: "The workbook holds no cell at all",
        },
        advice: Text {
            id: "Tanyakan kepada pengirim apakah berkas ini memang kosong atau keliru dikirim.",
            en: "Ask the sender whether the file is meant to be empty or was sent by mistake.",
        },
        checks: Text {
            id: "Sekurang-kurangnya satu lembar (atau satu tabel HTML) harus memuat satu sel \
                 berisi; sel yang hanya berisi spasi dianggap kosong.",
            en: "At least one sheet (or one HTML table) must hold one filled cell; a cell of \
                 blanks only counts as empty.",
        },
        why: Text {
            id: "Buku kerja kosong biasanya terkirim karena salah memilih berkas. Bila didiamkan, \
                 perangkat daerah itu tampak sudah menyampaikan laporannya.",
            en: "An empty workbook is usually the wrong file. Untold, the agency would seem to \
                 have sent its report.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Gambar, grafik, dan kotak teks tidak dilihat, sehingga hasil pindai yang ditempel \
                 sebagai gambar dianggap kosong. Lembar yang hanya berisi judul dilaporkan sebagai \
                 R031. Bila sel-selnya ada tetapi tidak terbaca, yang dilaporkan adalah R004, \
                 R005, atau R007.",
            en: "Pictures, charts and text boxes are not seen, so a scan pasted as a picture \
                 counts as empty. A sheet with a title only is told as R031. Where there are cells \
                 but none can be read, R004, R005 or R007 is told instead.",
        },
    },
    Rule {
        code: "R004",
        name: "unreadable-sheet",
        severity: Severity::Error,
        title: Text {
            id: "Lembar atau bagiannya tidak dapat dibaca",
            en: "Sheet, or something on it, cannot be read",
        },
        message: Text {
            id: "Pada lembar ini ada yang tidak dapat dibaca: {reason}",
            en: "Something on this sheet cannot be read: {reason}",
        },
        advice: Text {
            id: "Buka lembar itu di Excel, perbaiki bagian yang disebut, lalu simpan ulang.",
            en: "Open the sheet in Excel, mend what is named, and save it again.",
        },
        checks: Text {
            id: "Susunan lembar harus utuh, dan setiap nilai di dalamnya harus beralamat sel yang \
                 sah di dalam lembar (paling banyak 1.048.576 baris dan 16.384 kolom).",
            en: "A sheet must be whole, and every value on it must have a valid cell reference \
                 inside the sheet (at most 1,048,576 rows and 16,384 columns).",
        },
        why: Text {
            id: "Lembar atau nilai yang dilewati diam-diam membuat jumlah tampak salah, atau \
                 justru tampak benar, padahal datanya tidak lengkap.",
            en: "A sheet or value skipped in silence makes a sum look wrong, or look right, though \
                 the data are not whole.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila susunan lembarnya sendiri rusak, tidak satu pun selnya dipakai; lembar lain \
                 tetap diperiksa. Bila hanya sebagian, sisanya dipakai, tetapi jumlah ke bawah \
                 pada lembar itu dan perbandingannya dengan dokumen lain tidak diperiksa. Sesudah \
                 1.000 temuan tentang sel pada satu lembar, sisanya disebut jumlahnya saja.",
            en: "Where the sheet itself is damaged, none of its cells is used; other sheets are \
                 audited all the same. Where it is only a part, the rest is used, but sums down \
                 the columns of that sheet and comparisons with other documents are not judged. \
                 After 1,000 findings about cells of one sheet the rest is only counted.",
        },
    },
    Rule {
        code: "R005",
        name: "limit-exceeded",
        severity: Severity::Error,
        title: Text {
            id: "Batas pembacaan terlampaui",
            en: "Limit of reading exceeded",
        },
        message: Text {
            id: "Melewati batas `{limit}` = {value} ({reason}); bila memang sebesar itu, naikkan \
                 dengan `{limit} = ...` di bawah `[limits]` pada pipeline atau `--limit \
                 {limit}=...` pada baris perintah",
            en: "Goes beyond the limit `{limit}` = {value} ({reason}); if it is genuine, raise it \
                 by `{limit} = ...` under `[limits]` in the pipeline or `--limit {limit}=...` on \
                 the command line",
        },
        advice: Text {
            id: "Pastikan dahulu bahwa berkas itu memang sebesar itu, misalnya tidak terisi \
                 ratusan ribu sel hasil salin-tempel; baru kemudian naikkan batasnya. Berkas kecil \
                 yang melewati batas waktu atau memori patut dilaporkan kepada pengelola selaras.",
            en: "First make sure that the file is meant to be that large, and not filled with \
                 hundreds of thousands of pasted cells; then raise the limit. A small file that \
                 goes beyond a limit of time or memory is worth reporting to whoever maintains \
                 selaras.",
        },
        checks: Text {
            id: "Setiap ukuran yang dapat membebani komputer mempunyai batas: besar berkas, bagian \
                 dan isi paket setelah dibuka, kali mengembang, sel, lembar, panjang teks, \
                 kedalaman susunan, berkas dalam arsip, serta memori, waktu, dan hasil proses \
                 yang membaca dan memeriksa tiap dokumen. Nama dan nilainya tercantum di pipelines/README.md.",
            en: "Whatever can burden the computer has a limit: the file's size, the parts of a \
                 package and their size once inflated, how far they grow, cells, sheets, the \
                 length of a text, the depth of nesting, the files of an archive, and the memory, \
                 time and result of the process that reads and audits a document. Names and values stand in \
                 pipelines/README.md.",
        },
        why: Text {
            id: "Berkas rusak atau sengaja dibuat jahat dapat mengaku berisi miliaran sel. Batas \
                 menjaga agar satu berkas tidak menggagalkan pemeriksaan berkas lain.",
            en: "A file that is damaged, or made with ill intent, may claim to hold billions of \
                 cells. Limits keep one file from ruining the audit of all others.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Temuan tanpa nama lembar berarti seluruh berkas dikarantina; dengan nama lembar, \
                 hanya lembar atau sel itu yang tidak dipakai. Isi dihitung menurut yang \
                 benar-benar ditemukan, bukan menurut ukuran yang dinyatakan berkas.",
            en: "A finding without a sheet means that the whole file is quarantined; with a sheet, \
                 only that sheet or cell is left out. Content is counted as it is found, not as \
                 the file declares it.",
        },
    },
    Rule {
        code: "R006",
        name: "password-protected",
        severity: Severity::Error,
        title: Text {
            id: "Buku kerja memerlukan kata sandi",
            en: "Workbook needs a password",
        },
        message: Text {
            id: "Buku kerja ini hanya dapat dibuka dengan kata sandi",
            en: "This workbook opens only with a password",
        },
        advice: Text {
            id: "Minta buku kerja itu tanpa kata sandi (di Excel: Berkas, Info, Proteksi Buku \
                 Kerja, hapus sandinya).",
            en: "Ask for the workbook without a password (in Excel: File, Info, Protect Workbook, \
                 clear the password).",
        },
        checks: Text {
            id: "Berkas tidak boleh terenkripsi, baik seluruh buku kerjanya maupun sebagian isi \
                 paketnya.",
            en: "The file must not be encrypted, neither the workbook as a whole nor a part of its \
                 package.",
        },
        why: Text {
            id: "Isi buku kerja yang terenkripsi sama sekali tidak terlihat. selaras tidak mencoba \
                 kata sandi.",
            en: "Nothing of an encrypted workbook can be seen. selaras does not try passwords.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Sandi yang hanya melindungi lembar atau susunan buku kerja dari perubahan tidak \
                 menghalangi pembacaan dan tidak dilaporkan.",
            en: "A password that only keeps sheets or the workbook's structure from being changed \
                 does not hinder reading and is not told.",
        },
    },
    Rule {
        code: "R007",
        name: "unreadable-cell",
        severity: Severity::Error,
        title: Text {
            id: "Sel tidak dapat dibaca",
            en: "Cell cannot be read",
        },
        message: Text {
            id: "Isi sel ini tidak dapat dibaca: {reason}",
            en: "The content of this cell cannot be read: {reason}",
        },
        advice: Text {
            id: "Buka sel itu di Excel, ketik ulang isinya menurut dokumen sumber, lalu simpan.",
            en: "Open the cell in Excel, type its content again from its source, and save.",
        },
        checks: Text {
            id: "Setiap sel yang berisi harus terbaca: bilangannya terhingga (bukan NaN) dan dapat \
                 ditulis sebagai desimal yang tepat, teksnya tidak melewati batas `text-letters`, \
                 dan satu alamat hanya tercatat sekali.",
            en: "Every cell that holds something must be readable: its number finite (not NaN) and \
                 writable as an exact decimal, its text within the limit `text-letters`, its place \
                 in the file only once.",
        },
        why: Text {
            id: "Sel yang tidak terbaca bisa jadi rincian sebuah jumlah. Tanpa pemberitahuan, \
                 jumlah itu tampak salah padahal sel rinciannya yang rusak.",
            en: "A cell that cannot be read may be part of a sum. Untold, the sum would look wrong \
                 though it is the cell that is damaged.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Sel itu dianggap kosong. Selama ada sel seperti ini, jumlah ke bawah (A101, A102, \
                 A104, A110) pada lembarnya dan perbandingannya dengan dokumen lain tidak \
                 diperiksa; baris lainnya tetap diperiksa. Dari dua isi pada satu alamat, yang \
                 pertama dipakai. Nilai galat seperti #REF! terbaca dan dilaporkan sebagai R014.",
            en: "The cell counts as empty. While there is such a cell, sums down the columns \
                 (A101, A102, A104, A110) of its sheet and comparisons with other documents are \
                 not judged; other rows are. Of two contents at one place the first is used. Error \
                 values such as #REF! can be read and are told as R014.",
        },
    },
    Rule {
        code: "R008",
        name: "changed-while-read",
        severity: Severity::Error,
        title: Text {
            id: "Berkas berubah selama dibaca",
            en: "File changed while it was read",
        },
        message: Text {
            id: "Berkas berubah, hilang, atau diganti antara saat didaftar dan saat dibaca: \
                 {reason}",
            en: "The file changed, vanished or was replaced between listing and reading: {reason}",
        },
        advice: Text {
            id: "Jalankan lagi setelah perangkat daerah selesai menulis berkas itu.",
            en: "Run again when the agency has finished writing the file.",
        },
        checks: Text {
            id: "Isi yang dibaca harus sama, menurut nilai SHA-256-nya, dengan isi yang didaftar \
                 pada awal pemeriksaan.",
            en: "What is read must be the same, by its SHA-256, as what was listed at the start of \
                 the audit.",
        },
        why: Text {
            id: "Laporan menyebut nilai SHA-256 setiap masukan. Bila isinya berganti di tengah \
                 jalan, angka yang diperiksa bukan angka berkas yang disebut.",
            en: "The report names the SHA-256 of every input. If the content changes under way, \
                 the figures audited are not those of the file that is named.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Berkas yang sudah berubah sebelum didaftar, atau berubah sesudah dibaca, tidak \
                 terlihat di sini.",
            en: "A file that changed before it was listed, or after it was read, is not seen here.",
        },
    },
    Rule {
        code: "R009",
        name: "reader-stopped",
        severity: Severity::Error,
        title: Text {
            id: "Proses pembaca berkas terhenti",
            en: "Reading process was stopped",
        },
        message: Text {
            id: "Pengolahan berkas ini terhenti: {reason}; berkas dikarantina, berkas lain tidak \
                 terpengaruh",
            en: "Work on this file was stopped: {reason}; the file is quarantined, the others are \
                 untouched",
        },
        advice: Text {
            id: "Jalankan lagi bila memori komputer sedang penuh; bila terulang, laporkan beserta \
                 berkasnya kepada pengelola selaras. Berkas yang memang besar mungkin memerlukan \
                 `memory-megabytes` atau `audit-megabytes` yang lebih tinggi (`[limits]` pada \
                 pipeline atau `--limit`).",
            en: "Run again if the computer was short of memory; if it happens again, report it \
                 with the file to whoever maintains selaras. A file that is genuinely large may \
                 need more `memory-megabytes` or `audit-megabytes` (`[limits]` in the pipeline, or \
                 `--limit`).",
        },
        checks: Text {
            id: "Berkas dibaca dan diperiksa dalam proses tersendiri yang memori dan waktunya \
                 dibatasi, masing-masing untuk membaca dan untuk memeriksa. Proses itu harus \
                 sampai ke hasilnya sendiri: tidak rusak di tengah jalan dan tidak dihentikan oleh \
                 sistem.",
            en: "Files are read and audited in processes of their own, bounded in memory and time \
                 for each of both. Such a process must come to its result by itself: not crash on \
                 the way, not be stopped by the system.",
        },
        why: Text {
            id: "Berkas yang rusak atau sengaja dibuat jahat dapat menjatuhkan pembacanya. Hanya \
                 berkas itu yang boleh hilang dari pemeriksaan, dan itu harus diberitahukan.",
            en: "A file that is damaged, or made with ill intent, may bring down its reader. Only \
                 that file may be lost to the audit, and that must be told.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Proses yang melewati batas memori atau waktunya dilaporkan sebagai R005. Bila \
                 satu lembar yang menjadi sebabnya, lembar lain dari berkas itu ikut tidak dibaca.",
            en: "A process that goes beyond its limit of memory or time is told as R005. Where one \
                 sheet is the cause, the file's other sheets are not read either.",
        },
    },
];
