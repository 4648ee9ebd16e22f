namespace Demarc.Captures.Connections;

/// <summary>Segments of one direction by what they were.</summary>
internal sealed class Tally
{
    public int Retransmissions { get; set; }
    public int Fast { get; set; }
    public int Spurious { get; set; }
    public int OutOfOrder { get; set; }
    public int DuplicateAcks { get; set; }
    public int Lost { get; set; }
    public int ZeroWindow { get; set; }
    public int WindowFull { get; set; }
    public int KeepAlives { get; set; }
    public int Probes { get; set; }
}
