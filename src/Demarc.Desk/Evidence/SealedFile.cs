using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Demarc.Desk.Evidence;

/// <summary>
/// Bytes sealed with a key: a header of magic and salt, then chunks of 64 KiB, each AES-256-GCM with its number and whether it is the last
/// in the nonce, and the header as associated data. Chunks cannot be changed, moved, left out or cut off unnoticed; no more than one is in memory.
/// </summary>
internal static class SealedFile
{
    private const int Chunk = 1 << 16;
    private const int TagOctets = 16;
    private const int NonceOctets = 12;
    private const int SaltOctets = 32;

    private static ReadOnlySpan<byte> Magic => "DMSEAL01"u8;

    /// <summary>Seals everything that is left of a stream.</summary>
    public static void Seal(Stream plain, Stream target, ReadOnlySpan<byte> key)
    {
        Span<byte> header = stackalloc byte[8 + SaltOctets];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header[8..]);
        target.Write(header);
        using var cipher = Cipher(key, header[8..]);
        var (now, next, written) = (new byte[Chunk], new byte[Chunk], new byte[Chunk + TagOctets]);
        Span<byte> nonce = stackalloc byte[NonceOctets];
        var length = plain.ReadAtLeast(now, Chunk, throwOnEndOfStream: false);
        for (long number = 0; ; number++)
        {
            var following = length == Chunk ? plain.ReadAtLeast(next, Chunk, throwOnEndOfStream: false) : 0;
            Nonce(nonce, number, isLast: following == 0);
            cipher.Encrypt(nonce, now.AsSpan(0, length), written.AsSpan(0, length), written.AsSpan(length, TagOctets), header);
            target.Write(written, 0, length + TagOctets);
            if (following == 0) return;
            (now, next, length) = (next, now, following);
        }
    }

    /// <summary>Opens what was sealed.</summary>
    /// <exception cref="InvalidDataException">It is damaged, cut off, or sealed with another key.</exception>
    public static void Unseal(Stream source, Stream target, ReadOnlySpan<byte> key)
    {
        Span<byte> header = stackalloc byte[8 + SaltOctets];
        if (source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(Magic)) throw new InvalidDataException("this is no sealed file");
        using var cipher = Cipher(key, header[8..]);
        var (now, next, plain) = (new byte[Chunk + TagOctets], new byte[Chunk + TagOctets], new byte[Chunk]);
        Span<byte> nonce = stackalloc byte[NonceOctets];
        var length = source.ReadAtLeast(now, now.Length, throwOnEndOfStream: false);
        for (long number = 0; ; number++)
        {
            var following = length == now.Length ? source.ReadAtLeast(next, next.Length, throwOnEndOfStream: false) : 0;
            if (length < TagOctets) throw new InvalidDataException("a sealed file is cut off");
            Nonce(nonce, number, isLast: following == 0);
            try
            {
                cipher.Decrypt(nonce, now.AsSpan(0, length - TagOctets), now.AsSpan(length - TagOctets, TagOctets), plain.AsSpan(0, length - TagOctets), header);
            }
            catch (AuthenticationTagMismatchException fault)
            {
                throw new InvalidDataException("a sealed file is damaged, or sealed with another key", fault);
            }

            target.Write(plain, 0, length - TagOctets);
            if (following == 0) return;
            (now, next, length) = (next, now, following);
        }
    }

    /// <summary>Each file has a key of its own, so that counting nonces from 0 never repeats one.</summary>
    private static AesGcm Cipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        Span<byte> own = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt, "demarc sealed file"u8);
        return new(own, TagOctets);
    }

    private static void Nonce(Span<byte> nonce, long number, bool isLast)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], isLast ? 1 : 0);
    }
}
