using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Demarc.Desk.Keys;

/// <summary>
/// What the desk signs so that answers find their case and links cannot be guessed. Whoever has not got the key can neither make up a
/// Message-ID nor a subject tag that the desk believes.
/// </summary>
public sealed partial class DeskKeys
{
    private const int KeyOctets = 32;
    private const int TokenOctets = 24;
    private const int NonceOctets = 12;
    private const int TagOctets = 16;

    private readonly byte[] _key;

    public DeskKeys(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes one that only its owner can read.</summary>
    public static DeskKeys InFile(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var temporary = $"{path}.{Guid.NewGuid():N}";
            using (var file = new FileStream(temporary, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(KeyOctets));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was first; its key holds.
                File.Delete(temporary);
            }
        }

        var key = File.ReadAllBytes(path);
        return key.Length >= KeyOctets ? new(key) : throw new InvalidDataException($"{path} is no key of the desk");
    }

    /// <summary>A Message-ID that names case and turn, with angle brackets.</summary>
    public string MessageId(string caseId, string turnId, string domain) => $"<{caseId}.{turnId}.{Mac("message", $"{caseId}.{turnId}", 16)}@{domain}>";

    /// <summary>The case a Message-ID names; null for what the desk did not make.</summary>
    public (string Case, string Turn)? OfMessageId(string messageId)
    {
        if (messageId.Length > 300 || OwnId.Match(messageId) is not { Success: true } own) return null;
        var (caseId, turnId) = (own.Groups["case"].Value, own.Groups["turn"].Value);
        return Same(own.Groups["mac"].Value, Mac("message", $"{caseId}.{turnId}", 16)) ? (caseId, turnId) : null;
    }

    /// <summary>What stands in subjects: the case's number and a part only the desk can make, such as <c>[DM-2026-0042-K7Q2M9ZT]</c>.</summary>
    public string Tag(string number) => $"[{number}-{Mac("tag", number, 8)}]";

    /// <summary>Case numbers in a subject, and whether the desk signed them.</summary>
    public IEnumerable<(string Number, bool Signed)> Numbers(string subject)
    {
        foreach (Match tag in OwnNumber.Matches(subject))
        {
            var number = tag.Groups["number"].Value.ToUpperInvariant();
            yield return (number, tag.Groups["mac"].Success && Same(tag.Groups["mac"].Value.ToUpperInvariant(), Mac("tag", number, 8)));
        }
    }

    /// <summary>A new secret for a link or a session: as text, and as the hash that is kept of it.</summary>
    public static (string Token, string Hash) NewToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenOctets));
        return (token, Hash(token));
    }

    /// <summary>What is kept of a secret.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A new key for a case, wrapped by the desk's own.</summary>
    public string NewWrapped(string caseId)
    {
        var wrapped = new byte[NonceOctets + KeyOctets + TagOctets];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceOctets + KeyOctets));
        using var cipher = Wrapper();
        cipher.Encrypt(wrapped.AsSpan(0, NonceOctets), wrapped.AsSpan(NonceOctets, KeyOctets).ToArray(), wrapped.AsSpan(NonceOctets, KeyOctets), wrapped.AsSpan(NonceOctets + KeyOctets), Encoding.UTF8.GetBytes(caseId));
        return Convert.ToBase64String(wrapped);
    }

    /// <summary>The key of a case.</summary>
    /// <exception cref="InvalidDataException">It was wrapped by another desk, or for another case.</exception>
    public byte[] Unwrapped(string caseId, string text)
    {
        var wrapped = new byte[NonceOctets + KeyOctets + TagOctets];
        var key = new byte[KeyOctets];
        try
        {
            using var cipher = Wrapper();
            if (!Convert.TryFromBase64String(text, wrapped, out var length) || length != wrapped.Length) throw new InvalidDataException("the key of a case is damaged");
            cipher.Decrypt(wrapped.AsSpan(0, NonceOctets), wrapped.AsSpan(NonceOctets, KeyOctets), wrapped.AsSpan(NonceOctets + KeyOctets), key, Encoding.UTF8.GetBytes(caseId));
            return key;
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new InvalidDataException("the key of a case was wrapped by another desk.key: bring back the one that belongs to this desk", fault);
        }
    }

    private AesGcm Wrapper() => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyOctets, info: "demarc case keys"u8.ToArray()), TagOctets);

    private string Mac(string purpose, string text, int length)
    {
        var mac = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\n{text}"));
        const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        return string.Create(length, mac, static (letters, octets) =>
        {
            for (var i = 0; i < letters.Length; i++) letters[i] = alphabet[octets[i] & 31];
        });
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    [GeneratedRegex(@"^<?(?<case>[0-9a-f]{32})\.(?<turn>[0-9a-f]{32})\.(?<mac>[0-9A-Z]{16})@", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 100)]
    private static partial Regex OwnId { get; }

    [GeneratedRegex(@"\b(?<number>DM-\d{4}-\d{4,8})(-(?<mac>[0-9A-Za-z]{8}))?\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 100)]
    private static partial Regex OwnNumber { get; }
}
