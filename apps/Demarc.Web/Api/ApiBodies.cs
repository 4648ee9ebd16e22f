using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Demarc.Desk;
using Demarc.Desk.Store;

namespace Demarc.Web.Api;

/// <summary>What comes in the body of a request: JSON, a mail, or a file of any size.</summary>
internal static class ApiBodies
{
    public const long LargestFile = 64L << 30;
    public const long LargestMail = 64L << 20;

    private const int Chunk = 1 << 17;

    /// <summary>Octets of the disk that are left to others.</summary>
    private const long KeepFree = 256L << 20;

    /// <summary>Room is looked at again after so many octets.</summary>
    private const long LookEvery = 64L << 20;

    /// <summary>The JSON of the body.</summary>
    public static async Task<T> Json<T>(this HttpContext context, JsonTypeInfo<T> shape)
        where T : class
    {
        if (!context.Request.HasJsonContentType()) throw new BadHttpRequestException("no JSON", StatusCodes.Status415UnsupportedMediaType);
        return await JsonSerializer.DeserializeAsync(context.Request.Body, shape, context.RequestAborted) ?? throw new JsonException();
    }

    /// <summary>The same, where an empty body is as good as an empty object.</summary>
    public static async Task<T> JsonOr<T>(this HttpContext context, JsonTypeInfo<T> shape, T otherwise)
        where T : class => context.Request.ContentLength is 0 || (context.Request.ContentLength is null && context.Request.ContentType is null) ? otherwise : await context.Json(shape);

    /// <summary>The body in memory; the route's limit is the bound.</summary>
    public static async Task<byte[]> Bytes(this HttpContext context)
    {
        using var all = new MemoryStream();
        await context.Request.Body.CopyToAsync(all, context.RequestAborted);
        return all.Length > 0 ? all.ToArray() : throw Empty();
    }

    /// <summary>Puts the body on the shelf as it comes: it never lies in memory, and appears there whole or not at all.</summary>
    public static async Task<(string Sha256, long Length)> Shelve(this HttpContext context, CaseDesk desk)
    {
        var temporary = desk.Evidence.Shelf.Temporary();
        try
        {
            var (sha256, length) = await Write(context, desk.Home, temporary);
            if (length == 0) throw Empty();
            desk.Evidence.Shelf.Adopt(temporary, sha256);
            return (sha256, length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<(string Sha256, long Length)> Write(HttpContext context, string home, string temporary)
    {
        MustFit(home, context.Request.ContentLength ?? 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var buffer = new byte[Chunk];
        var (length, looked) = (0L, 0L);
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            length += read;
            if (length - looked < LookEvery) continue;
            MustFit(home, 0);
            looked = length;
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }

    private static void MustFit(string home, long octets)
    {
        if (new DriveInfo(home).AvailableFreeSpace - KeepFree < octets) throw new ApiFault(StatusCodes.Status507InsufficientStorage, new("the disk of the server has no room for this; nothing was kept", "服务器磁盘空间不足；未保存"));
    }

    private static DeskFault Empty() => new(DeskFaultKind.BadInput, new("the body is empty", "请求体为空"));
}
