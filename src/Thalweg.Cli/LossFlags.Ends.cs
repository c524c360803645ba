using System.Globalization;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

internal sealed partial class LossFlags
{
    /// <summary>Those of a verb whose places are named by flags of its own.</summary>
    public IReadOnlyList<Flag> WithoutPlace => [.. All.Except([weights.File, at])];

    /// <summary>A flag that names one end of a way: numbers, or a weight file.</summary>
    public static Flag End(string name, string description) =>
        new(
            new TextOption(
                name,
                null,
                $"{description}: numbers x,y,…, a weight file, or zeros",
                "numbers joined by ',', or a path of a weight file"
            )
        )
        {
            Use = FileUse.Read,
            IsPath = text => File.Exists(text) || (!IsPoint(text) && SavedWeights.IsPath(text)),
        };

    /// <summary>The losses that the flags name, and two places.</summary>
    /// <exception cref="InputException">Flags are missing, contradict each other, or do not fit together.</exception>
    public (Subject Subject, GivenCentre From, GivenCentre To) ReadEnds(Invocation invocation, Flag from, Flag to)
    {
        var (start, end) = (Point(invocation, from), Point(invocation, to));
        if (start is not null && end is not null)
        {
            weights.RefuseWithout(invocation);
        }
        var subject = IsObjective(invocation)
            ? ReadSource(invocation, start ?? end, start is null ? to : from)
            : ReadLoss(invocation, start is null ? SavedWeights.Open(invocation.Text(from), from.Place) : null);
        return (subject, At(from, start), At(to, end));

        GivenCentre At(Flag flag, double[]? point)
        {
            if (point is null)
            {
                return ReadWeights(invocation, invocation.Text(flag), subject, flag);
            }
            var count = subject.Source.Layout.Count;
            return point.Length == count
                ? new GivenCentre(point, flag.Name)
                : throw new InputException(
                    $"expected {count} coordinates, the parameters of '{subject.Source.Label}', found {point.Length}",
                    flag.Place
                );
        }
    }

    private Subject ReadSource(Invocation invocation, double[]? point, Flag of)
    {
        invocation.Refuse("with --objective", [.. model.Named, formulation, quadrature, model.Precision, .. data.All]);
        var call = invocation.Call(objective);
        CheckPoint(call, point, of);
        var source = SourceCatalogue.Of(call, Environment.CurrentDirectory, invocation.Programs, point?.Length);
        var description = new Outcome { { "source", call.Canonical } };
        if (source.Note is { } note)
        {
            description.Add("note", note);
        }
        return new Subject([source], null, description);
    }

    private static double[]? Point(Invocation invocation, Flag flag)
    {
        var text = invocation.Text(flag);
        return !flag.IsPath(text) && IsPoint(text)
            ? (double[])new CoordinatesOption(flag.Option.Name, null, "").Read(text, flag.Place)
            : null;
    }

    private static bool IsPoint(string text) =>
        text.Split(',').All(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
