using PiGen.Core;

namespace PiGen.Cli.Reporting;

/// <summary>A standard stream that may be closed or full. Standard output then fails in words; standard error has nobody left to tell.</summary>
internal sealed class AnswerStream : Stream
{
    private readonly Stream _inner;
    private readonly bool _mustArrive;
    private Failure? _failure;

    private AnswerStream(Stream inner, bool mustArrive) => (_inner, _mustArrive) = (inner, mustArrive);

    public static AnswerStream Standard(Stream output) => new(output, mustArrive: true);

    public static AnswerStream BestEffort(Stream error) => new(error, mustArrive: false);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_mustArrive)
            {
                throw _failure = new Failure(
                    $"what was asked is done, but the answer could not be printed: {e.Message}",
                    "look at where standard output goes",
                    e
                );
            }
        }
    }

    // What did not arrive is told at the end too, if whoever printed it had more important things to do.
    public override void Flush()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
