#include "diag.h"

#include <errno.h>
#include <string.h>

/* Links are never followed, so that ELOOP says there is one, not many. */
static const struct {
    int error;
    const char *reason;
} reasons[] = {
    {EACCES, BOTH("没有权限", "Permission denied")},
    {EPERM, BOTH("系统不许这样做", "Operation not permitted")},
    {ENOENT, BOTH("没有这个文件或文件夹", "No such file or directory")},
    {ENOTDIR, BOTH("不是文件夹", "Not a directory")},
    {EISDIR, BOTH("是文件夹，不是文件", "Is a directory")},
    {ELOOP, BOTH("是符号链接，不跟随",
                 "it is a symbolic link, which is not followed")},
    {EEXIST, BOTH("已经有了", "File exists")},
    {ENOTEMPTY, BOTH("文件夹不是空的", "Directory not empty")},
    {EINVAL, BOTH("这里不能这样做", "Invalid argument")},
    {EXDEV, BOTH("在另一个磁盘上", "Invalid cross-device link")},
    {ENOSPC, BOTH("磁盘满了", "No space left on device")},
    {EDQUOT, BOTH("超过了磁盘配额", "Disk quota exceeded")},
    {EROFS, BOTH("磁盘是只读的", "Read-only file system")},
    {EFBIG, BOTH("文件太大", "File too large")},
    {ENAMETOOLONG, BOTH("名字太长", "File name too long")},
    {EMFILE, BOTH("打开的文件太多", "Too many open files")},
    {ENFILE, BOTH("系统打开的文件太多", "Too many open files in system")},
    {ENOMEM, BOTH("内存不足", "Cannot allocate memory")},
    {EIO, BOTH("磁盘读写出错", "Input/output error")},
    {EBUSY, BOTH("正在使用", "Device or resource busy")},
    {EPIPE, BOTH("接收的一方不再读了", "Broken pipe")},
    {EAGAIN, BOTH("暂时不行", "Resource temporarily unavailable")},
    {ENODEV, BOTH("没有这个设备", "No such device")},
    {ENXIO, BOTH("没有这个设备", "No such device or address")},
    {EADDRINUSE, BOTH("端口已被占用", "Address already in use")},
    {EADDRNOTAVAIL,
     BOTH("本机没有这个地址", "Cannot assign requested address")},
    {EBADF, BOTH("没有打开", "Bad file descriptor")},
};

const char *diag_reason(int error)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
        if (reasons[i].error == error)
            return reasons[i].reason;
    return strerror(error);
}
