namespace Demarc.Uploads;

/// <summary>Why a request was not carried out, for the client (status) and for the person behind it (both languages).</summary>
internal sealed record UploadProblem(int Status, string English, string Chinese)
{
    public static UploadProblem NotFound { get; } = new(404, "There is no such upload.", "没有这个上传。");

    public static UploadProblem Expired { get; } = new(410, "The time for this upload is over. Please start again.", "此上传已过期，请重新开始。");

    public static UploadProblem Over { get; } = new(403, "The time to begin uploads here is over.", "此处已过开始上传的期限。");

    public static UploadProblem TooMany { get; } = new(429, "There are as many uploads here as may be.", "此处的上传数量已达上限。");

    public static UploadProblem FinishedStays { get; } = new(403, "The upload is complete and can no longer be deleted here.", "上传已完成，不能再在此删除。");

    public static UploadProblem Method { get; } = new(405, "This method is not for this address.", "此地址不支持该方法。");

    public static UploadProblem Version { get; } = new(412, "Tus-Resumable must be 1.0.0.", "Tus-Resumable 必须为 1.0.0。");

    public static UploadProblem ContentType { get; } = new(415, $"The content type must be {TusHeaders.ChunkType}.", $"内容类型必须为 {TusHeaders.ChunkType}。");

    public static UploadProblem BadLength { get; } = new(400, "Upload-Length must be the size of the file in octets, known from the start.", "Upload-Length 必须是文件的字节数，且一开始就已知。");

    public static UploadProblem BadOffset { get; } = new(400, "Upload-Offset must be a number of octets.", "Upload-Offset 必须是字节数。");

    public static UploadProblem BadMetadata { get; } = new(400, "Upload-Metadata cannot be read.", "无法读取 Upload-Metadata。");

    public static UploadProblem BadChecksum { get; } = new(400, "Upload-Checksum must be sha256 or sha1 and a Base64 value of its length.", "Upload-Checksum 必须是 sha256 或 sha1 加上相应长度的 Base64 值。");

    public static UploadProblem NoConcatenation { get; } = new(400, "Uploads in parts are not offered.", "不支持分段合并上传。");

    public static UploadProblem Offset { get; } = new(409, "The upload has come to another offset.", "上传的当前位置与请求不符。");

    public static UploadProblem TooLarge { get; } = new(413, "The file is larger than is allowed here.", "文件超过此处允许的大小。");

    public static UploadProblem TooLong { get; } = new(413, "More octets came than the upload has. None of them were kept.", "收到的字节超过上传的长度，均未保存。");

    public static UploadProblem Busy { get; } = new(423, "Another request is sending this upload.", "另一个请求正在发送此上传。");

    public static UploadProblem Mismatch { get; } = new(460, "The checksum does not match. Nothing of this part was kept.", "校验和不符，这一部分未保存。");

    public static UploadProblem Broken { get; } = new(400, "The request ended early. What came is kept.", "请求提前结束。已收到的部分已保存。");

    public static UploadProblem TooSlow { get; } = new(408, "Too little came for too long. What came is kept.", "长时间收到的数据过少。已收到的部分已保存。");

    public static UploadProblem GaveWay { get; } = new(409, "The upload goes on in another request.", "上传已在另一个请求中继续。");

    public static UploadProblem Stopping { get; } = new(503, "The server is restarting. What came is kept.", "服务器正在重启。已收到的部分已保存。");

    public static UploadProblem NoRoom { get; } = new(507, "There is not enough room on the server for this file.", "服务器空间不足，无法接收此文件。");

    public static UploadProblem Storage { get; } = new(507, "The server could not store what came; its disk is full or faulty. What was stored before is kept.", "服务器无法保存收到的数据（磁盘已满或有故障）。此前保存的部分仍在。");
}
