using System.Buffers;

namespace Demarc.Transcripts.Tracert;

/// <summary>The words tracert prints in its languages. Only headers, footers and error rows need any; hop rows are read by shape.</summary>
internal static class TracertWords
{
    /// <summary>Stands on a header's first line.</summary>
    public static readonly string[] Header =
    [
        "Tracing route to", "个跃点跟踪", "個躍點", "Routenverfolgung zu", "inéraire vers", "Трассировка маршрута",
        "へのルートをトレース", "Traza a la direcci", "Rastreando a rota", "A rastrear a rota", "Traccia instradamento",
        "Rilevazione instradamento", "경로 추적", "홉 이상의", "ledzenie trasy", "Traceren van de route", "yolu izleniyor",
        "Výpis trasy", "Spårar väg", "Sporer rute", "Трасування маршруту",
    ];

    private static readonly SearchValues<string> HeaderValues = SearchValues.Create(Header, StringComparison.Ordinal);

    /// <summary>Stands on the last line; says the tool ended by itself, not that the target was reached.</summary>
    private static readonly SearchValues<string> Footer = SearchValues.Create(
    [
        "Trace complete", "跟踪完成", "跟蹤完成", "追蹤完成", "Ablaufverfolgung beendet", "inéraire déterminé", "Traza completa",
        "Rastreamento conclu", "Rastreio conclu", "トレースを完了", "Трассировка завершена", "Traccia completata", "Rilevazione completata",
        "추적을 완료", "추적이 완료", "ledzenie zakończone", "trace is voltooid", "zleme tamamland", "Trasování bylo dokončeno", "Spårning utförd", "Трасування завершено",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells a row that reports "destination host unreachable".</summary>
    private static readonly SearchValues<string> Host = SearchValues.Create(
        ["host unreachable", "目标主机", "目的主機", "目的地主機", "Zielhost", "hôte de destination", "host de destino", "宛先ホスト", "대상 호스트", "узел", "host di destinazione", "docelowy"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells a row that reports "destination net unreachable".</summary>
    private static readonly SearchValues<string> Net = SearchValues.Create(
        ["net unreachable", "network unreachable", "目标网", "目的網路", "目的地網路", "Zielnetz", "réseau de destination", "red de destino", "rede de destino", "宛先ネットワーク", "대상 네트워크", "сеть", "rete di destinazione"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Prohibited = SearchValues.Create(["prohibited", "禁止"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Failure = SearchValues.Create(
        ["General failure", "一般故障", "常见故障", "Allgemeiner Fehler", "Défaillance générale", "Error general", "Общий сбой", "一般エラー", "Falha geral", "Errore generale"], StringComparison.OrdinalIgnoreCase);

    public static bool IsHeader(ReadOnlySpan<char> line) => line.ContainsAny(HeaderValues);

    public static bool IsFooter(ReadOnlySpan<char> line) => line.Length < 80 && line.ContainsAny(Footer);

    /// <summary>The packet could not even be sent.</summary>
    public static bool IsSendFailure(ReadOnlySpan<char> text) => text.ContainsAny(Failure);

    /// <summary>What an unreachable report says: <c>!N !H !X</c>, or null when its words are not known.</summary>
    public static string? Code(ReadOnlySpan<char> text)
        => text.ContainsAny(Net) ? "!N" : text.ContainsAny(Host) ? "!H" : text.ContainsAny(Prohibited) ? "!X" : null;
}
