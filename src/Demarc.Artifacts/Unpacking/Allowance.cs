namespace Demarc.Artifacts.Unpacking;

/// <summary>What is left of the limits while one input is opened; one object for all archives, however nested.</summary>
internal sealed class Allowance(ArtifactLimits limits, CancellationToken cancellationToken)
{
    /// <summary>Size of the pieces that held bytes are kept in; small enough to be reused, large enough to be few.</summary>
    public const int PieceBytes = 1 << 18;

    private readonly Stack<byte[]> _spare = [];

    public ArtifactLimits Limits { get; } = limits;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Bytes unpacked so far.</summary>
    public long Unpacked { get; set; }

    /// <summary>Archive members met so far.</summary>
    public int Entries { get; set; }

    /// <summary>Files of folders met so far.</summary>
    public int Files { get; set; }

    /// <summary>Pictures met so far.</summary>
    public int Pictures { get; set; }

    /// <summary>Bytes held in memory now.</summary>
    public long Held { get; private set; }

    public byte[] RentPiece()
    {
        Held += PieceBytes;
        return _spare.TryPop(out var piece) ? piece : GC.AllocateUninitializedArray<byte>(PieceBytes);
    }

    public void ReturnPiece(byte[] piece)
    {
        Held -= PieceBytes;
        _spare.Push(piece);
    }
}
