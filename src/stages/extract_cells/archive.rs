//! Reads the workbooks inside a zip archive, each as a document of its own. (being written)

use super::fault::Fault;
use super::refused;
use crate::model::document::FileFormat;
use crate::model::extraction::Extracted;
use crate::model::limits::Limits;

pub(super) fn read(_bytes: &[u8], path: &str, limits: &Limits, take: &mut dyn FnMut(Extracted)) {
    let fault = Fault::damaged("belum dibaca", "not read yet");
    take(refused(FileFormat::Archive, path, &fault, limits));
}
