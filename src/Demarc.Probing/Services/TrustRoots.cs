using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Demarc.Probing.Services;

/// <summary>Which authorities are trusted: the system's, and those of files named by the user or by <c>SSL_CERT_FILE</c>.</summary>
public sealed class TrustRoots
{
    private const string Variable = "SSL_CERT_FILE";
    private const int LargestFile = 8 << 20;

    private TrustRoots(X509Certificate2Collection extra, IReadOnlyList<string> unreadable) => (Extra, Unreadable) = (extra, unreadable);

    /// <summary>Trusted beside the system's.</summary>
    public X509Certificate2Collection Extra { get; }

    /// <summary>Files that could not be read, for a person.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>The system's authorities and those of <c>SSL_CERT_FILE</c>, and of these files in PEM.</summary>
    public static TrustRoots Load(params string[] files)
    {
        X509Certificate2Collection extra = [];
        List<string> unreadable = [];
        var named = Environment.GetEnvironmentVariable(Variable);
        foreach (var file in string.IsNullOrEmpty(named) ? files : [.. files, named])
        {
            try
            {
                if (new FileInfo(file).Length > LargestFile) throw new IOException("too large");
                extra.ImportFromPem(File.ReadAllText(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
            {
                unreadable.Add(file);
            }
        }

        return new(extra, unreadable);
    }

    /// <summary>These authorities beside the system's.</summary>
    public static TrustRoots Of(params X509Certificate2[] authorities) => new([.. authorities], []);
}
