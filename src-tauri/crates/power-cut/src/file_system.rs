//! SQLite's own file system with four of a file's methods replaced, for files that are watched.
//!
//! Everything else, locks and shared memory too, is SQLite's own and untouched: the file that SQLite
//! gets is the real one, with one pointer of ours behind it.
#![allow(
    unsafe_code,
    reason = "SQLite is told of a file system in C; each use says why it is sound"
)]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::ffi;

use crate::disk::{Event, Refusal, Watched};

/// The name by which SQLite knows it.
const NAME: &CStr = c"power-cut";

static WATCHED: Mutex<Vec<Arc<Watched>>> = Mutex::new(Vec::new());
static REAL: OnceLock<Option<Real>> = OnceLock::new();

/// SQLite's own file system.
struct Real {
    vfs: *mut ffi::sqlite3_vfs,
    /// Where our pointer stands in a file, bytes: behind all of the real one.
    behind: usize,
}

// SAFETY: a registered file system is never changed and never freed, and SQLite itself uses it from
// all threads.
unsafe impl Send for Real {}
// SAFETY: as above.
unsafe impl Sync for Real {}

/// What stands behind the real file.
struct OpenFile {
    real: *const ffi::sqlite3_io_methods,
    /// The real ones but for four; SQLite calls them for as long as the file is open.
    own: ffi::sqlite3_io_methods,
    watched: Arc<Watched>,
    name: String,
    /// Whether the next sync takes the folder along: SQLite does so once for each journal that it
    /// makes.
    syncs_folder: AtomicBool,
}

/// Listens from now on to the files of this folder.
pub(crate) fn watch(watched: &Arc<Watched>) -> io::Result<()> {
    if REAL.get_or_init(register).is_none() {
        return Err(io::Error::other("SQLite does not take the file system"));
    }
    all().push(Arc::clone(watched));
    Ok(())
}

/// Listens no longer to files that are opened in this folder.
pub(crate) fn forget(watched: &Arc<Watched>) {
    all().retain(|other| !Arc::ptr_eq(other, watched));
}

fn all() -> std::sync::MutexGuard<'static, Vec<Arc<Watched>>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Becomes the file system that every connection of the process is opened with.
fn register() -> Option<Real> {
    // SAFETY: `sqlite3_initialize` and `sqlite3_vfs_find` may be called at any time from any thread;
    // what is found is valid for the life of the process.
    let vfs = unsafe {
        ffi::sqlite3_initialize();
        ffi::sqlite3_vfs_find(std::ptr::null())
    };
    // SAFETY: null or valid, as above.
    let mut own = unsafe { *vfs.as_ref()? };
    // A pointer stands at a multiple of its size.
    let behind = usize::try_from(own.szOsFile).ok()?.next_multiple_of(16);
    own.szOsFile = c_int::try_from(behind + size_of::<*mut OpenFile>()).ok()?;
    own.pNext = std::ptr::null_mut();
    own.zName = NAME.as_ptr();
    own.xOpen = Some(open);
    own.xDelete = Some(delete);
    let own = Box::into_raw(Box::new(own));
    // SAFETY: `own` is never freed and never changed but by SQLite, which owns it from here on. The
    // functions that were taken over get a file system with the data of the real one, and files that
    // begin with a real one.
    let registered = unsafe { ffi::sqlite3_vfs_register(own, 1) };
    (registered == ffi::SQLITE_OK).then_some(Real { vfs, behind })
}

/// The watched folder in which a file lies, and the file's name.
fn watched(path: *const c_char) -> Option<(Arc<Watched>, String)> {
    if path.is_null() {
        return None;
    }
    // SAFETY: SQLite gives a path that ends with a zero and stays while the file is open.
    let path = Path::new(unsafe { CStr::from_ptr(path) }.to_str().ok()?);
    let folder = path.parent()?.canonicalize().ok()?;
    let watched = all().iter().find(|one| one.folder == folder).cloned()?;
    Some((watched, path.file_name()?.to_str()?.to_owned()))
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let Some(Some(real)) = REAL.get() else {
        return ffi::SQLITE_CANTOPEN;
    };
    let watched = watched(path);
    let kept = ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;
    let is_new = watched
        .as_ref()
        .is_some_and(|(watched, name)| !watched.folder.join(name).exists());
    // SAFETY: the real file system opens its own file in memory that is large enough for it, with
    // the arguments that SQLite gave.
    let opened = unsafe {
        match (*real.vfs).xOpen {
            Some(open) => open(real.vfs, path, file, flags, out_flags),
            None => ffi::SQLITE_CANTOPEN,
        }
    };
    if opened != ffi::SQLITE_OK || flags & kept == 0 {
        return opened;
    }
    let Some((watched, name)) = watched else {
        return opened;
    };
    // SAFETY: a file that was opened has methods that are valid for the life of the process, and
    // behind it is room for one pointer, by `szOsFile`.
    unsafe {
        let methods = (*file).pMethods;
        let behind = Box::into_raw(Box::new(OpenFile {
            real: methods,
            own: ffi::sqlite3_io_methods {
                xClose: Some(close),
                xWrite: Some(write),
                xTruncate: Some(truncate),
                xSync: Some(sync),
                ..*methods
            },
            watched,
            name,
            syncs_folder: AtomicBool::new(is_new && flags & ffi::SQLITE_OPEN_MAIN_DB == 0),
        }));
        place(file, real).write(behind);
        (*file).pMethods = &raw const (*behind).own;
    }
    ffi::SQLITE_OK
}

/// Where the pointer of ours stands.
///
/// # Safety
/// The file was made by SQLite for this file system.
unsafe fn place(file: *mut ffi::sqlite3_file, real: &Real) -> *mut *mut OpenFile {
    // SAFETY: SQLite made room for `szOsFile` bytes, which end behind this pointer.
    unsafe { file.byte_add(real.behind).cast::<*mut OpenFile>() }
}

/// What was put behind an open file that is watched.
///
/// # Safety
/// The file was opened by [`open`], is watched, and is not closed while the answer is used.
unsafe fn behind<'a>(file: *mut ffi::sqlite3_file) -> Option<&'a OpenFile> {
    let real = REAL.get()?.as_ref()?;
    // SAFETY: `open` has put a valid pointer there, which only `close` takes away.
    unsafe { place(file, real).read().as_ref() }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let Some(Some(real)) = REAL.get() else {
        return ffi::SQLITE_IOERR_CLOSE;
    };
    // SAFETY: SQLite closes a file once, and uses it no more; its own methods are put back first, so
    // that the real one is closed as it was opened.
    unsafe {
        let behind = Box::from_raw(place(file, real).read());
        (*file).pMethods = behind.real;
        match (*behind.real).xClose {
            Some(close) => close(file),
            None => ffi::SQLITE_OK,
        }
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: only files that `open` watches have this method.
    let behind = unsafe { behind(file) };
    let (Some(behind), Ok(length), Ok(from)) =
        (behind, usize::try_from(count), usize::try_from(offset))
    else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: SQLite gives so many bytes.
    let copy = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) }.to_vec();
    let event = Event::Write {
        offset: from,
        bytes: copy,
    };
    let done = behind.watched.keep(&behind.name, event, || {
        // SAFETY: the real method, with the file and the arguments that SQLite gave.
        unsafe { (*behind.real).xWrite }
            .is_some_and(|write| unsafe { write(file, bytes, count, offset) } == ffi::SQLITE_OK)
    });
    match (done, behind.watched.refusal()) {
        (true, _) => ffi::SQLITE_OK,
        (false, Some(Refusal::Full)) => ffi::SQLITE_FULL,
        // As SQLite's own does on a file system that became read-only under an open file.
        (false, _) => ffi::SQLITE_IOERR_WRITE,
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    // SAFETY: only files that `open` watches have this method.
    let behind = unsafe { behind(file) };
    let (Some(behind), Ok(to)) = (behind, usize::try_from(size)) else {
        return ffi::SQLITE_IOERR_TRUNCATE;
    };
    let event = Event::Truncate { size: to };
    let done = behind.watched.keep(&behind.name, event, || {
        // SAFETY: the real method, with the file and the arguments that SQLite gave.
        unsafe { (*behind.real).xTruncate }
            .is_some_and(|truncate| unsafe { truncate(file, size) } == ffi::SQLITE_OK)
    });
    if done {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_IOERR_TRUNCATE
    }
}

/// Nothing is really synced, which would only take time: what counts is that SQLite asked for it.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: only files that `open` watches have this method.
    let behind = unsafe { behind(file) };
    let done = behind.is_some_and(|behind| {
        let folder = behind.syncs_folder.swap(false, Ordering::Relaxed);
        let event = Event::Sync { folder };
        behind.watched.keep(&behind.name, event, || true)
    });
    if done {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_IOERR_FSYNC
    }
}

unsafe extern "C" fn delete(
    _: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    sync_folder: c_int,
) -> c_int {
    let Some(Some(real)) = REAL.get() else {
        return ffi::SQLITE_IOERR_DELETE;
    };
    let delete = || {
        // SAFETY: the real method, with its own file system and the arguments that SQLite gave.
        unsafe {
            match (*real.vfs).xDelete {
                Some(delete) => delete(real.vfs, path, sync_folder),
                None => ffi::SQLITE_IOERR_DELETE,
            }
        }
    };
    let Some((watched, name)) = watched(path) else {
        return delete();
    };
    let mut came = ffi::SQLITE_IOERR_DELETE;
    let event = Event::Delete {
        is_synced: sync_folder != 0,
    };
    watched.keep(&name, event, || {
        came = delete();
        came == ffi::SQLITE_OK
    });
    came
}
