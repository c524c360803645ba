namespace Thalweg.Pde.Equations;

/// <summary>One more derivative of a jet entry.</summary>
internal static class Raising
{
    /// <exception cref="ArgumentException">There is no entry for it.</exception>
    public static JetEntry Of(JetEntry entry, int axis, bool isTime) =>
        entry.Kind switch
        {
            JetKind.Value => new JetEntry(entry.Output, JetKind.First, axis, isTime),
            JetKind.First when entry.Axis == axis => new JetEntry(entry.Output, JetKind.Second, axis, isTime),
            _ => throw new ArgumentException(
                "got a mixed derivative or one beyond the second, expected first and pure second ones"
            ),
        };
}
