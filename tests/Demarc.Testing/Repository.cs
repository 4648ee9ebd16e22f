namespace Demarc.Testing;

/// <summary>Finds the checkout the tests run from, and the shared material beside it where there is any.</summary>
public static class Repository
{
    /// <summary>Folder of <c>Demarc.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the checkout.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file or folder of the shared material beside the checkout; skips the test when it is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.Combine([Path.GetDirectoryName(Root)!, "shared", .. parts]);
        if (!System.IO.File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"shared/{string.Join('/', parts)} is not beside the checkout");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "Demarc.slnx"))) return folder;
        }

        throw new InvalidOperationException("Demarc.slnx not found above the tests");
    }
}
