using System.Globalization;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>Part i of N of a study: the training chains whose number is i modulo N, with all that hangs on them.</summary>
/// <param name="Index">1 ≤ i ≤ N.</param>
/// <param name="Count">N.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Reads <c>i/N</c>.</summary>
    /// <exception cref="InputException">The text is no shard.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1
            && index <= count
            ? new Shard(index, count)
            : throw new InputException(
                $"expected a shard i/N with 1 ≤ i ≤ N, found {CallText.Show(text)}; write 1/3, 2/3 and 3/3 on three machines",
                new SourceLocation("--shard", 0, 0)
            );
    }

    /// <summary>Comparisons belong to every shard: the one that finds all results present computes them.</summary>
    public bool Takes(StudyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Chain is not { } chain || chain % Count == Index % Count;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
