using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>The members of a cabinet, in the order in which they come out of its folders. A break ends its folder, not the walk.</summary>
internal sealed class CabinetMembers(string container, Content content, Allowance allowance) : MemberReader(container, allowance)
{
    private readonly Stream _stream = content.Open();
    private Cabinet? _cabinet;
    private GuardedStream? _folder;
    private int _open = -1;
    private bool _broken;
    private int _next;

    public override void Dispose()
    {
        _folder?.Dispose();
        _stream.Dispose();
    }

    protected override Member? Advance()
    {
        if (_cabinet is null && (_cabinet = Cabinet.Read(Container, _stream, out var problem)) is null) return End(problem!);
        while (_next < _cabinet.Files.Count)
        {
            var file = _cabinet.Files[_next++];
            if (!Count()) return TooMany();
            var plain = MemberName.TryRead(file.Name, out var name);
            var source = $"{Container}!{name}";
            if (!plain) return new(source, null, Reasons.BadName(source));
            if (MemberName.IsHidden(name)) continue;
            return Read(file, source);
        }

        return null;
    }

    private Member Read(Cabinet.Entry file, string source)
    {
        var folder = _cabinet!.Folders[file.Folder];
        if (!CabinetFolder.Knows(folder.Method))
        {
            return new(source, null, Reasons.NotYet(source, new("compressed by another method than MSZIP", "采用 MSZIP 以外的压缩方式"), new("unpack the cabinet with 'expand -F:*' and give its files", "请用“expand -F:*”解开 CAB 后给出其中的文件")));
        }

        if (_open != file.Folder)
        {
            _folder?.Dispose();
            (_folder, _open, _broken) = (new(Container, new CabinetFolder(_stream, folder, _cabinet.BlockReserve), content.Length, Allowance), file.Folder, false);
        }

        if (_broken || _folder!.Position > file.At) return new(source, null, Reasons.Damaged(source));
        try
        {
            var member = Skip(file.At - _folder.Position) ? Take(source, new Stretch(_folder, file.Length)) : new(source, null, Reasons.Damaged(source));
            if (member is { Problem: null, Bytes: { } bytes } && bytes.Length != file.Length) member = member with { Problem = Reasons.Damaged(source) };

            // After a member that did not fit, the next one can be found; after a break nothing in this folder can.
            _broken = member.Problem is not null && Allowance.Held < Allowance.Limits.HeldBytes;
            return member;
        }
        catch (Exception fault) when (Content.IsFault(fault) && fault is not RefusedException)
        {
            _broken = true;
            return new(source, null, Reasons.Damaged(source));
        }
    }

    private bool Skip(long count)
    {
        var room = new byte[1 << 15];
        while (count > 0)
        {
            var read = _folder!.Read(room.AsSpan(0, (int)Math.Min(room.Length, count)));
            if (read == 0) return false;
            count -= read;
        }

        return true;
    }

    /// <summary>The next octets of a stream, so many and no more; closing it leaves the stream open.</summary>
    private sealed class Stretch(Stream stream, long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
