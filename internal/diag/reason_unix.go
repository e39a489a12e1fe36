//go:build !windows

package diag

import "syscall"

// systemErrors words the errors of POSIX (IEEE Std 1003.1, <errno.h>) that a person can meet. Errors that make no
// difference to a person have one text.
var systemErrors = map[syscall.Errno]Phrase{
	syscall.ENOENT:        {"no such file or folder", "没有这个文件或文件夹"},
	syscall.EACCES:        {"permission denied", "没有权限"},
	syscall.EPERM:         {"the system does not allow it", "系统不允许此操作"},
	syscall.EROFS:         {"the disk is read-only", "磁盘是只读的"},
	syscall.ENOSPC:        {"the disk is full", "磁盘已满"},
	syscall.EDQUOT:        {"your share of the disk is used up", "磁盘配额已用完"},
	syscall.EFBIG:         {"the file is too large for the disk", "文件超出磁盘允许的大小"},
	syscall.EISDIR:        {"it is a folder, not a file", "这是文件夹，不是文件"},
	syscall.ENOTDIR:       {"a file is where a folder is needed", "需要文件夹的位置上是一个文件"},
	syscall.EEXIST:        {"it exists already", "已经存在"},
	syscall.ENOTEMPTY:     {"the folder is not empty", "文件夹不是空的"},
	syscall.ENAMETOOLONG:  {"the name is too long", "名称太长"},
	syscall.ELOOP:         {"the links go in circles", "链接循环"},
	syscall.EXDEV:         {"it is on another disk", "不在同一个磁盘上"},
	syscall.EMFILE:        {"too many files are open", "打开的文件太多"},
	syscall.ENFILE:        {"too many files are open", "打开的文件太多"},
	syscall.EBUSY:         {"another program is using it", "其他程序正在使用"},
	syscall.ETXTBSY:       {"another program is using it", "其他程序正在使用"},
	syscall.EAGAIN:        {"it is busy; try again", "暂时忙，请重试"},
	syscall.EIO:           {"the disk cannot be read or written", "磁盘读写出错"},
	syscall.ENXIO:         {"the device is not there", "设备不存在"},
	syscall.ENODEV:        {"the device is not there", "设备不存在"},
	syscall.ESTALE:        {"the network folder has changed; open it again", "网络文件夹已失效，请重新打开"},
	syscall.ENOMEM:        {"there is not enough memory", "内存不足"},
	syscall.EINTR:         {"it was interrupted", "操作被中断"},
	syscall.EINVAL:        {"the system does not accept it", "系统不接受此操作"},
	syscall.EBADF:         {"it is not open", "没有打开"},
	syscall.EPIPE:         {"nobody reads the output", "输出已无人读取"},
	syscall.EADDRINUSE:    {"the port is taken", "端口已被占用"},
	syscall.EADDRNOTAVAIL: {"this machine has no such address", "本机没有这个地址"},
	syscall.ECONNREFUSED:  {"the connection was refused", "连接被拒绝"},
	syscall.ECONNRESET:    {"the connection was broken off", "连接中断"},
	syscall.ECONNABORTED:  {"the connection was broken off", "连接中断"},
	syscall.ENETUNREACH:   {"there is no network", "网络不可用"},
	syscall.EHOSTUNREACH:  {"there is no network", "网络不可用"},
	syscall.ETIMEDOUT:     {"it took too long", "等待超时"},
	syscall.ENOSYS:        {"the system cannot do this", "系统不支持此操作"},
	syscall.ENOTSUP:       {"the system cannot do this", "系统不支持此操作"},
	syscall.ENOLCK:        {"the folder cannot be locked", "无法锁定文件夹"},
	syscall.EMLINK:        {"too many links", "链接太多"},
}
