//! `selaras schedule`: prints what runs a pipeline every night, ready to be installed. Never installs
//! anything itself.

use std::env;
use std::path::{Path, PathBuf};

use super::args::{ScheduleArgs, Scheduler};
use super::console::Console;
use super::refusal::Refusal;
use super::run::default_output;
use super::write_stdout;
use crate::config::fault::Said;
use crate::model::language::Language;
use crate::run::disk::canonical;
use crate::run::prepare::{Prepared, prepare};

/// Prints the units or the line.
pub(super) fn schedule(args: &ScheduleArgs, console: &Console) -> anyhow::Result<u8> {
    let prepared = prepare(&args.pipeline, &[])?;
    let night = Night::new(args, &prepared)?;
    let text = match args.scheduler {
        Scheduler::Systemd => night.systemd(console.language),
        Scheduler::Cron => night.cron(console.language),
    };
    write_stdout(text.as_bytes())?;
    Ok(0)
}

/// What a scheduler must know; every path absolute.
struct Night {
    name: String,
    program: PathBuf,
    pipeline: PathBuf,
    output: PathBuf,
    /// The folder above the output, where its lock and state lie.
    around: PathBuf,
    inputs: Vec<PathBuf>,
    user: String,
    hour: u8,
    minute: u8,
}

impl Night {
    fn new(args: &ScheduleArgs, prepared: &Prepared) -> anyhow::Result<Self> {
        let (hour, minute) = time(&args.at)?;
        let here = env::current_dir()?;
        let output = match &args.output {
            Some(output) => here.join(output),
            None => here.join(default_output(&prepared.pipeline.name)),
        };
        let inputs: Result<Vec<PathBuf>, _> = prepared
            .roots
            .iter()
            .map(|root| canonical(&root.disk))
            .collect();
        let user = args.user.clone().or_else(|| env::var("USER").ok());
        let night = Self {
            name: prepared.pipeline.name.clone(),
            program: env::current_exe()?,
            pipeline: canonical(&args.pipeline)?,
            around: output.parent().unwrap_or(Path::new("/")).to_owned(),
            output,
            inputs: inputs?,
            user: user.unwrap_or_else(|| "root".to_owned()),
            hour,
            minute,
        };
        let paths = [&night.program, &night.pipeline, &night.output];
        for path in paths.into_iter().chain(&night.inputs) {
            // A unit's and a crontab's own signs cannot all be written inside a path.
            let text = path.to_str().unwrap_or("\n");
            if text.contains(|c: char| c.is_control() || "%\"'\\$`".contains(c)) {
                return Err(odd_path(path).into());
            }
        }
        Ok(night)
    }

    fn systemd(&self, language: Language) -> String {
        let name = &self.name;
        let quoted = |path: &Path| format!("\"{}\"", path.display());
        let (program, pipeline) = (quoted(&self.program), quoted(&self.pipeline));
        let (output, around) = (quoted(&self.output), quoted(&self.around));
        let inputs: Vec<String> = self.inputs.iter().map(|path| quoted(path)).collect();
        let (inputs, user) = (inputs.join(" "), &self.user);
        let at = format!("{:02}:{:02}:00", self.hour, self.minute);
        let install = language.pick(
            "Simpan kedua bagian di bawah sebagai berkas yang disebut, lalu jalankan:",
            "Save the two parts below as the files named, then run:",
        );
        format!(
            "# {install}\n\
             #   mkdir -p {around}\n\
             #   systemctl daemon-reload\n\
             #   systemctl enable --now selaras-{name}.timer\n\
             #   systemctl list-timers selaras-{name}.timer; journalctl -u selaras-{name}.service\n\
             \n\
             # /etc/systemd/system/selaras-{name}.service\n\
             [Unit]\n\
             Description=selaras: {name}\n\
             Documentation=file:{pipeline_plain}\n\
             \n\
             [Service]\n\
             Type=oneshot\n\
             User={user}\n\
             ExecStart={program} run {pipeline} --output {output} --no-progress --log-format json\n\
             # 1: findings, 3: an input could not be read. Both are news, not failures of the service.\n\
             SuccessExitStatus=1 3\n\
             TimeoutStartSec=6h\n\
             TimeoutStopSec=10\n\
             Nice=10\n\
             IOSchedulingClass=idle\n\
             UMask=0027\n\
             LimitCORE=0\n\
             NoNewPrivileges=yes\n\
             PrivateNetwork=yes\n\
             RestrictAddressFamilies=AF_UNIX\n\
             IPAddressDeny=any\n\
             ProtectSystem=strict\n\
             ProtectHome=read-only\n\
             PrivateTmp=yes\n\
             PrivateDevices=yes\n\
             ProtectKernelTunables=yes\n\
             ProtectKernelModules=yes\n\
             ProtectKernelLogs=yes\n\
             ProtectControlGroups=yes\n\
             ProtectClock=yes\n\
             ProtectHostname=yes\n\
             RestrictNamespaces=yes\n\
             RestrictRealtime=yes\n\
             RestrictSUIDSGID=yes\n\
             LockPersonality=yes\n\
             CapabilityBoundingSet=\n\
             SystemCallArchitectures=native\n\
             SystemCallFilter=@system-service seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self\n\
             ReadWritePaths={around}\n\
             ReadOnlyPaths={inputs}\n\
             \n\
             # /etc/systemd/system/selaras-{name}.timer\n\
             [Unit]\n\
             Description=selaras: {name}, {at}\n\
             \n\
             [Timer]\n\
             OnCalendar=*-*-* {at}\n\
             Persistent=yes\n\
             RandomizedDelaySec=60\n\
             \n\
             [Install]\n\
             WantedBy=timers.target\n",
            pipeline_plain = self.pipeline.display(),
        )
    }

    fn cron(&self, language: Language) -> String {
        let quoted = |path: &Path| format!("'{}'", path.display());
        let install = language.pick(
            "Tambahkan baris di bawah dengan `crontab -e`. Ringkasan tiap malam ada di ringkasan.txt",
            "Add the line below with `crontab -e`. Every night's summary is in ringkasan.txt",
        );
        format!(
            "# {install}\n\
             {} {} * * * {} run {} --output {} --no-progress --quiet >>{} 2>&1\n",
            self.minute,
            self.hour,
            quoted(&self.program),
            quoted(&self.pipeline),
            quoted(&self.output),
            quoted(&self.around.join(format!("{}.log", self.name))),
        )
    }
}

fn time(text: &str) -> Result<(u8, u8), Refusal> {
    let parsed = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some((hour, minute))
    });
    parsed.ok_or_else(|| Refusal {
        reason: Said::new(
            format!("`{text}` bukan jam"),
            format!("`{text}` is no time of day"),
        ),
        advice: Said::new("tulis seperti 02:00", "write it as 02:00"),
    })
}

fn odd_path(path: &Path) -> Refusal {
    let path = path.display();
    Refusal {
        reason: Said::new(
            format!("nama {path} memuat tanda yang tidak dapat ditulis dalam jadwal"),
            format!("the name {path} holds a sign that no schedule can write"),
        ),
        advice: Said::new(
            "ganti namanya, tanpa tanda kutip, $, %, \\ dan `",
            "give it a name without quotes, $, %, \\ and `",
        ),
    }
}
