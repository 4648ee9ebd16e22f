using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Demarc.Desk.People;

/// <summary>
/// Passwords as they are kept: PBKDF2 with SHA-256, the format and its cost written in front
/// (<c>pbkdf2-sha256$600000$salt$hash</c>), so that the cost can grow later.
/// </summary>
internal sealed class Passwords
{
    private const string Format = "pbkdf2-sha256";
    private const int SaltOctets = 16;
    private const int HashOctets = 32;

    /// <summary>More than this was not written by us.</summary>
    private const int MostIterations = 100_000_000;

    private readonly int _iterations;
    private readonly string _nobody;
    private long _rounds;

    public Passwords(int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        _iterations = iterations;
        _nobody = Keep(Convert.ToHexString(RandomNumberGenerator.GetBytes(SaltOctets)));
    }

    /// <summary>Rounds spent so far on holding passwords against hashes: what a check costs, without a stopwatch.</summary>
    public long Rounds => Interlocked.Read(ref _rounds);

    public string Keep(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltOctets);
        var hash = Derive(password, salt, _iterations);
        return string.Create(CultureInfo.InvariantCulture, $"{Format}${_iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Whether it is the password. Takes as long where there is none to compare with.</summary>
    public bool Fits(string password, string? kept)
    {
        var known = Read(kept);
        var (iterations, salt, hash) = known ?? Read(_nobody)!.Value;
        Interlocked.Add(ref _rounds, iterations);
        var same = CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), hash);
        return same && known is not null;
    }

    /// <summary>Whether it was kept at a lower cost than is asked for now.</summary>
    public bool IsCheap(string kept) => Read(kept) is not { } known || known.Iterations < _iterations;

    private static byte[] Derive(string password, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashOctets);

    private static (int Iterations, byte[] Salt, byte[] Hash)? Read(string? kept)
    {
        if (kept?.Split('$') is not [Format, var cost, var salt, var hash]) return null;
        if (!int.TryParse(cost, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MostIterations) return null;
        var (saltOctets, hashOctets) = (new byte[SaltOctets], new byte[HashOctets]);
        return Convert.TryFromBase64String(salt, saltOctets, out var saltLength) && saltLength == SaltOctets && Convert.TryFromBase64String(hash, hashOctets, out var hashLength) && hashLength == HashOctets
            ? (iterations, saltOctets, hashOctets)
            : null;
    }
}
