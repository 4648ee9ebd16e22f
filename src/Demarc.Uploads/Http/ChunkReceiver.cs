using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Demarc.Uploads;

/// <summary>
/// Streams the body of one request into an upload through one lent buffer. However the stream ends, what came is made durable, unless
/// a checksum says it must not be kept or the checksum can no longer be told.
/// </summary>
internal sealed class ChunkReceiver(UploadStore store, CancellationToken stopping)
{
    private const int Buffer = 128 << 10;

    /// <summary>Octets after which the room on the disk is looked at again: others fill it too.</summary>
    private const long LookEvery = 16L << 20;

    /// <summary>How the stream of one request ended.</summary>
    public enum End
    {
        /// <summary>All of it came.</summary>
        Whole,

        /// <summary>The sender's connection broke.</summary>
        Broken,

        /// <summary>Too little came for too long.</summary>
        TooSlow,

        /// <summary>The sender came back on another connection.</summary>
        GaveWay,

        /// <summary>The server is being stopped.</summary>
        Stopping,

        /// <summary>The disk has no more room than is left to others.</summary>
        NoRoom,

        /// <summary>More came than the upload has.</summary>
        TooLong,

        /// <summary>All came, and it is not what the sender promised.</summary>
        Mismatch,
    }

    /// <summary>Receives the body. An <see cref="IOException"/> is a fault of the disk; what could be saved then is.</summary>
    public async Task<End> ReceiveAsync(HttpContext context, UploadHold hold, ChunkWriter writer, ChunkChecksum? checksum)
    {
        LiftLimits(context);
        try
        {
            var end = await StreamAsync(context.Request.Body, hold, writer, checksum).ConfigureAwait(false);
            if (end == End.Whole && checksum is not null && !checksum.Matches()) end = End.Mismatch;
            if (end is End.TooLong or End.Mismatch || (checksum is not null && end != End.Whole)) await writer.DiscardAsync().ConfigureAwait(false);
            else await writer.KeepAsync().ConfigureAwait(false);
            return end;
        }
        catch (IOException)
        {
            await writer.SalvageAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<End> StreamAsync(Stream body, UploadHold hold, ChunkWriter writer, ChunkChecksum? checksum)
    {
        using var pace = new Pace(store.Options, store.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(pace.Late, hold.GiveWay, stopping);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        var look = writer.Offset + LookEvery;
        try
        {
            while (true)
            {
                int count;
                try
                {
                    hold.Waiting();
                    pace.Wait();
                    count = await body.ReadAsync(buffer.AsMemory(0, Buffer), stop.Token).ConfigureAwait(false);
                    pace.Came(count);
                }
                catch (OperationCanceledException)
                {
                    return pace.Late.IsCancellationRequested ? End.TooSlow : hold.GiveWay.IsCancellationRequested ? End.GaveWay : stopping.IsCancellationRequested ? End.Stopping : End.Broken;
                }
                catch (IOException broken)
                {
                    return broken is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } ? End.TooSlow : End.Broken;
                }
                finally
                {
                    hold.Moving();
                }

                if (count == 0) return End.Whole;
                if (count > writer.State.Length - writer.Offset) return End.TooLong;
                checksum?.Append(buffer.AsSpan(0, count));
                await writer.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
                if (writer.Offset < look) continue;
                if (!store.HasRoomFor(0)) return End.NoRoom;
                look = writer.Offset + LookEvery;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        // Later versions of HTTP share one connection and do not let a single request set it.
        if (HttpProtocol.IsHttp2(context.Request.Protocol) || HttpProtocol.IsHttp3(context.Request.Protocol)) return;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is not { } rate) return;
        var grace = store.Options.RateWindow;
        rate.MinDataRate = new MinDataRate(store.Options.LeastOctetsPerSecond, grace < TimeSpan.FromSeconds(2) ? TimeSpan.FromSeconds(2) : grace);
    }
}
