using System.Text;

namespace Demarc.Acceptance.Tests.Evidence;

/// <summary>What happens to files on their way into a case: cut, joined, bytes turned, saved in another encoding. The same seed gives the same damage.</summary>
internal sealed class Damage(IReadOnlyList<byte[]> files, int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = Any();
        for (var times = _random.Next(1, 4); times > 0; times--) bytes = Once(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes) => _random.Next(7) switch
    {
        0 => bytes[_random.Next(bytes.Length + 1)..],
        1 => bytes[..(_random.Next(bytes.Length + 1))],
        2 => [.. bytes, .. Any()],
        3 => Flipped(bytes),
        4 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)),
        5 => Gb18030.GetBytes(Encoding.UTF8.GetString(bytes)),
        _ => Shuffled(bytes),
    };

    private byte[] Any() => files[_random.Next(files.Count)];

    private byte[] Flipped(byte[] bytes)
    {
        var copy = bytes.ToArray();
        for (var times = bytes.Length == 0 ? 0 : _random.Next(1, 20); times > 0; times--) copy[_random.Next(copy.Length)] = (byte)_random.Next(256);
        return copy;
    }

    private byte[] Shuffled(byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        _random.Shuffle(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static readonly Encoding Gb18030 = CodePage();

    private static Encoding CodePage()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
