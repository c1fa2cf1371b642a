//! Reports of runs as files.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::print::{FOLDER, blocking, create_beside, remove_older};
use super::registry::profile_dir;
use super::{Desk, DeskError};
use crate::print::file_name_of_report;
use crate::reports;
use crate::view::{ReportFormat, ReportRequest, ReportWritten};

impl Desk {
    /// Writes the report of a run into the profile's folder, to be looked at.
    pub async fn write_report(&self, request: ReportRequest) -> Result<ReportWritten, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let folder = profile_dir(&self.data_dir, &open.stored.id).join(FOLDER);
        let name = self.name_of_report(request).await?;
        let bytes = self.report(request).await?;
        blocking(folder.clone(), move || {
            std::fs::create_dir_all(&folder)?;
            remove_older(&folder, SystemTime::now());
            let (path, mut file) = create_beside(&folder, &name)?;
            file.write_all(&bytes)?;
            Ok(written(&path))
        })
        .await
    }

    /// Writes the report of a run to a path, in the place of whatever is there.
    pub async fn write_report_to(
        &self,
        request: ReportRequest,
        path: &Path,
    ) -> Result<ReportWritten, DeskError> {
        let bytes = self.report(request).await?;
        let path = path.to_owned();
        blocking(path.clone(), move || {
            std::fs::write(&path, &bytes)?;
            Ok(written(&path))
        })
        .await
    }

    /// What the file of a report is called, unless a person says otherwise.
    pub async fn name_of_report(&self, request: ReportRequest) -> Result<String, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let run = open.store.run_record(request.run).await?.run;
        let at = run.ended_at.unwrap_or(run.started_at);
        Ok(file_name_of_report(reports::ending(request.format), at))
    }

    async fn report(&self, request: ReportRequest) -> Result<Vec<u8>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let record = open.store.run_record(request.run).await?;
        let (
            shop,
            ReportRequest {
                format, language, ..
            },
        ) = (open.stored.name.clone(), request);
        blocking(PathBuf::from("report"), move || {
            reports::write(&record, &shop, format, language).map_err(io::Error::other)
        })
        .await
    }
}

/// Whether a report is for the system's viewer: all else is for a place that a person names.
pub fn is_for_viewer(format: ReportFormat) -> bool {
    format == ReportFormat::Pdf
}

fn written(path: &Path) -> ReportWritten {
    ReportWritten {
        path: path.display().to_string(),
    }
}
