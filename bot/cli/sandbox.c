/* cli/sandbox.c - what the daemon gives up before its first request */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

#if defined(__x86_64__)
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCH AUDIT_ARCH_AARCH64
#else
#define OWN_ARCH 0
#endif

enum {
	X32_CALLS = 0x40000000, /* the second table of calls of x86-64 */
	PATH_ROOM = 1100,
};

/* Reading is left to the permissions of files; certificates, the clock's zone and libraries for names lie all over. */
static const uint64_t handled = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
				LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
				LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
				LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
				LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
				LANDLOCK_ACCESS_FS_MAKE_SYM;
static const uint64_t written = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
				LANDLOCK_ACCESS_FS_MAKE_REG;

/* What a server of messages never asks for. */
static const uint32_t denied[] = {
	SYS_execve,
	SYS_execveat,
	SYS_ptrace,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_kcmp,
	SYS_mount,
	SYS_umount2,
	SYS_pivot_root,
	SYS_chroot,
	SYS_unshare,
	SYS_setns,
	SYS_init_module,
	SYS_finit_module,
	SYS_delete_module,
	SYS_kexec_load,
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_io_uring_setup,
	SYS_io_uring_enter,
	SYS_io_uring_register,
	SYS_add_key,
	SYS_request_key,
	SYS_keyctl,
	SYS_reboot,
	SYS_swapon,
	SYS_swapoff,
	SYS_settimeofday,
	SYS_clock_settime,
	SYS_adjtimex,
	SYS_clock_adjtime,
	SYS_acct,
	SYS_quotactl,
	SYS_setuid,
	SYS_setgid,
	SYS_setreuid,
	SYS_setregid,
	SYS_setresuid,
	SYS_setresgid,
	SYS_setgroups,
	SYS_setfsuid,
	SYS_setfsgid,
	SYS_capset,
	SYS_personality,
	SYS_mknodat,
	SYS_open_by_handle_at,
	SYS_name_to_handle_at,
#ifdef SYS_fork
	SYS_fork,
	SYS_vfork,
	SYS_mknod,
	SYS_iopl,
	SYS_ioperm,
	SYS_modify_ldt,
#endif
};

enum { DENIED = sizeof(denied) / sizeof(denied[0]), HEAD = 5, TAIL = 8 };

static enum rc allow_folder(int ruleset, const char *path, struct err *err)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = written };
	long code;

	rule.parent_fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (rule.parent_fd < 0) /* a folder that is not there needs no rule */
		return RC_OK;
	code = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	(void)close(rule.parent_fd);
	return code == 0 ? RC_OK
			 : err_set(err, RC_BROKEN, "Landlock refuses %.200s: %s", path,
				   strerror(errno));
}

static enum rc restrict_files(const char *const *folder, size_t n, struct err *err)
{
	static const char *const always[] = { "/tmp", "/var/tmp" };
	const struct landlock_ruleset_attr attr = { .handled_access_fs = handled };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	enum rc rc = RC_OK;

	if (ruleset < 0) {
		log_event(LOG_WARN, "sandbox-partial", "lacks=landlock reason=\"%s\"",
			strerror(errno));
		return RC_OK;
	}
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = allow_folder(ruleset, folder[i], err);
	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]) && rc == RC_OK; i++)
		rc = allow_folder(ruleset, always[i], err);
	if (rc == RC_OK && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		rc = err_set(err, RC_BROKEN, "Landlock: %s", strerror(errno));
	(void)close(ruleset);
	return rc;
}

#define CALL_NUMBER   (uint32_t) offsetof(struct seccomp_data, nr)
#define CALL_ARCH     (uint32_t) offsetof(struct seccomp_data, arch)
#define CALL_ARGUMENT (uint32_t) offsetof(struct seccomp_data, args[0])
#define LOAD(what)    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, what)
#define ANSWER(what)  BPF_STMT(BPF_RET | BPF_K, what)
#define REFUSE(code)  ANSWER(SECCOMP_RET_ERRNO | (uint32_t)(code))

static enum rc restrict_calls(struct err *err)
{
	/* clang-format off */
	const struct sock_filter head[HEAD] = {
		LOAD(CALL_ARCH),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCH, 1, 0),
		ANSWER(SECCOMP_RET_KILL_PROCESS),
		LOAD(CALL_NUMBER),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, DENIED + TAIL - 1, 0),
	};
	/* A thread may be begun, a process may not. glibc turns to clone() where there is no clone3(). */
	const struct sock_filter tail[TAIL] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
		REFUSE(ENOSYS),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0),
		ANSWER(SECCOMP_RET_ALLOW),
		LOAD(CALL_ARGUMENT),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
		ANSWER(SECCOMP_RET_ALLOW),
		REFUSE(EPERM),
	};
	/* clang-format on */
	struct sock_filter filter[HEAD + DENIED + TAIL];
	struct sock_fprog program = { .len = HEAD + DENIED + TAIL, .filter = filter };

	if (OWN_ARCH == 0) {
		log_event(LOG_WARN, "sandbox-partial", "lacks=seccomp reason=architecture");
		return RC_OK;
	}
	memcpy(filter, head, sizeof(head));
	for (size_t i = 0; i < DENIED; i++)
		filter[HEAD + i] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			denied[i], (uint8_t)(DENIED - i - 1 + TAIL - 1), 0);
	memcpy(filter + HEAD + DENIED, tail, sizeof(tail));
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC,
		    &program) == 0)
		return RC_OK;
	if (errno == ENOSYS ||
		errno == EPERM) { /* no such kernel, or a stricter room around us */
		log_event(LOG_WARN, "sandbox-partial", "lacks=seccomp reason=\"%s\"",
			strerror(errno));
		return RC_OK;
	}
	return err_set(err, RC_BROKEN, "seccomp: %s", strerror(errno));
}

enum rc sandbox_enter(const char *const *folder, size_t n, struct err *err)
{
	enum rc rc;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_set(err, RC_BROKEN, "no_new_privs: %s", strerror(errno));
	rc = restrict_files(folder, n, err);
	return rc == RC_OK ? restrict_calls(err) : rc;
}

enum rc sandbox_check_user(const char *database, struct err *err)
{
	char path[PATH_ROOM];
	const struct passwd *owner;
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s", database != NULL ? database : "");
	if (geteuid() != 0 || database == NULL || stat(dirname(path), &st) != 0 ||
		st.st_uid == 0)
		return RC_OK;
	owner = getpwuid(st.st_uid);
	return err_set(err, RC_DENIED,
		"refusing to run as root: the database's folder belongs to %.60s. Run it as that "
		"user (systemctl start lapak, or runuser -u %.60s -- lapak serve), or say --allow-root",
		owner != NULL ? owner->pw_name : "another user",
		owner != NULL ? owner->pw_name : "USER");
}
