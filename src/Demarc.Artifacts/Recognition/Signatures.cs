using Demarc.Model;

namespace Demarc.Artifacts.Recognition;

/// <summary>First bytes of formats people attach to a case that are neither text nor archives.</summary>
internal static class Signatures
{
    private static readonly Bilingual Unpack = new("unpack it and give its files, or pack them as .zip", "请解开后给出其中的文件，或改用 .zip 打包");
    private static readonly Bilingual SaveAsText = new("save it as plain text", "请另存为纯文本");
    private static readonly Bilingual ToolOutput = new("give the tool's text output", "请给出工具的文本输出");

    /// <summary>A document of an office program, old (compound file), rich text or zipped.</summary>
    public static readonly Format.NotRead Office = new(new("an office document", "办公文档"), SaveAsText);

    private static readonly Format.Capture Pcap = new();
    private static readonly Format.NotRead Archive = new(new("an archive of a kind other than zip, tar, gzip and cab", "zip、tar、gzip、cab 以外的压缩包"), Unpack);
    private static readonly Format.Picture Image = new();
    private static readonly Format.NotRead Pdf = new(new("a PDF document", "PDF 文档"), Reasons.TypeItOut);
    private static readonly Format.NotRead Executable = new(new("a program, not evidence", "程序文件，不是证据"), ToolOutput);
    private static readonly Format.NotRead EventLog = new(new("a Windows event log (.evtx)", "Windows 事件日志（.evtx）"), new("export it as text with 'wevtutil qe FILE /lf /f:text'", "请用“wevtutil qe 文件 /lf /f:text”导出为文本"));
    private static readonly Format.NotRead Database = new(new("a database file", "数据库文件"), ToolOutput);

    private static readonly (byte[] Start, Format Format)[] Table =
    [
        ([0xD4, 0xC3, 0xB2, 0xA1], Pcap),
        ([0xA1, 0xB2, 0xC3, 0xD4], Pcap),
        ([0x4D, 0x3C, 0xB2, 0xA1], Pcap),                       // nanosecond stamps
        ([0xA1, 0xB2, 0x3C, 0x4D], Pcap),
        ([0x0A, 0x0D, 0x0D, 0x0A], Pcap),
        ([.. "snoop\0\0\0"u8], Pcap),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Archive),        // 7z
        ([.. "Rar!\x1A\x07"u8], Archive),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], Archive),        // xz
        ([0x28, 0xB5, 0x2F, 0xFD], Archive),                    // zstd
        ([.. "BZh"u8, 0x31], Archive),
        ([.. "BZh"u8, 0x39], Archive),
        ([0x89, .. "PNG\r\n"u8], Image),
        ([0xFF, 0xD8, 0xFF], Image),
        ([.. "GIF87a"u8], Image),
        ([.. "GIF89a"u8], Image),
        ([.. "II*\0"u8], Image),
        ([.. "MM\0*"u8], Image),
        ([.. "%PDF-"u8], Pdf),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Office),
        ([.. "{\\rtf"u8], Office),
        ([0x7F, .. "ELF"u8], Executable),
        ([0xCA, 0xFE, 0xBA, 0xBE], Executable),
        ([0xCF, 0xFA, 0xED, 0xFE], Executable),
        ([0xCE, 0xFA, 0xED, 0xFE], Executable),
        ([.. "ElfFile\0"u8], EventLog),
        ([.. "SQLite format 3\0"u8], Database),
    ];

    /// <summary>By its name only: an event trace that does not begin as one.</summary>
    public static Format.NotRead EventTrace { get; } =
        new(new("a Windows event trace (.etl) whose beginning is damaged", "开头已损坏的 Windows 事件跟踪（.etl）"), new("convert it with 'netsh trace convert' or 'pktmon etl2txt'", "请用“netsh trace convert”或“pktmon etl2txt”转换为文本"));

    public static Format.NotRead UnknownBinary { get; } = new(new("no text (unknown binary format)", "非文本内容（未知二进制格式）"), ToolOutput);

    /// <summary>The format whose first bytes these are; null when none.</summary>
    public static Format? Find(ReadOnlySpan<byte> head)
    {
        foreach (var (start, format) in Table)
        {
            if (head.StartsWith(start)) return format;
        }

        // Two letters prove nothing in a text, so these need a NUL near by, which every real header has.
        var binary = head[..Math.Min(head.Length, 64)].Contains((byte)0);
        if (binary && head.StartsWith("MZ"u8)) return Executable;
        if (binary && head.StartsWith("BM"u8)) return Image;
        if (head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8)) return Image;
        return binary && head.Length > 12 && head[4..].StartsWith("ftyp"u8) ? Image : null;
    }
}
