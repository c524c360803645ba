using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>What a slice is written to: an archive, a drawing, or both.</summary>
internal sealed class SliceOutputs : IDisposable
{
    /// <exception cref="InputException">Neither is named.</exception>
    /// <exception cref="IOException">One of them cannot be written.</exception>
    public SliceOutputs(Invocation invocation, Flag archive, Flag figure)
    {
        Archive = invocation.IsGiven(archive) || !invocation.IsGiven(figure) ? invocation.Output(archive) : null;
        try
        {
            Figure = new FigureFile(invocation, figure);
        }
        catch
        {
            Archive?.Dispose();
            throw;
        }
    }

    /// <summary>Null where a drawing is enough.</summary>
    public OutputFile? Archive { get; }

    public FigureFile Figure { get; }

    public void Dispose()
    {
        Archive?.Dispose();
        Figure.Dispose();
    }
}
