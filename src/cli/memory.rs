//! What the allocator keeps of memory that is no longer used.

/// From how many bytes on memory is given back to the system as soon as it is freed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const GIVEN_BACK_FROM: libc::c_int = 1 << 20;

/// Has large blocks given back as soon as they are freed. Otherwise glibc raises its threshold with the first of them, and each thread that
/// has read a part of a file keeps as much for itself (mallopt(3), "M_MMAP_THRESHOLD").
pub(super) fn give_back_large_blocks() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: the call sets a number, before there are other threads; where it fails nothing has changed.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, GIVEN_BACK_FROM);
    }
}
