namespace Demarc.Lab.Linux;

/// <summary>Does something on a thread of its own inside a network namespace: sockets and devices made there belong to it for good.</summary>
public static class NamespaceThread
{
    /// <summary>Runs <paramref name="action"/> inside the namespace at a path and gives what it gives.</summary>
    /// <exception cref="LabUnavailableException">The namespace cannot be entered.</exception>
    public static T Run<T>(string path, Func<T> action)
    {
        T result = default!;
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter(path);
                result = action();
            }
#pragma warning disable CA1031 // Handed on to the caller's thread.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                fault = thrown;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        return result;
    }

    private static void Enter(string path)
    {
        var descriptor = Native.Open(path, Native.CloseOnExec);
        if (descriptor < 0) throw new LabUnavailableException(new($"cannot open {path}", $"无法打开 {path}"), forbidden: false);
        var entered = Native.EnterNamespace(descriptor, Native.NetworkNamespace);
        Native.Close(descriptor);
        if (entered != 0) throw new LabUnavailableException(new($"cannot enter {path}", $"无法进入 {path}"), forbidden: true);
    }
}
