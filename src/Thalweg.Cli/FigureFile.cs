using System.Text;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Svg;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>A drawing that a verb was asked for, or none.</summary>
internal sealed class FigureFile : IDisposable
{
    private readonly OutputFile? file;

    /// <exception cref="InputException">The path does not say that it is a drawing.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public FigureFile(Invocation invocation, Flag flag)
    {
        if (!invocation.IsGiven(flag))
        {
            return;
        }
        var path = invocation.Text(flag);
        file =
            path == OutputFile.Standard || path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)
                ? invocation.Output(flag)
                : throw new InputException($"expected {flag.Option.Expected}, found {CallText.Show(path)}", flag.Place);
    }

    /// <summary>Draws, where somebody asked for it.</summary>
    public void Draw(Func<Figure> figure) =>
        file?.Write(path =>
            File.WriteAllText(path, SvgFigure.Draw(figure(), SvgFormat.FullWidth) + "\n", new UTF8Encoding(false))
        );

    public void Dispose() => file?.Dispose();
}
