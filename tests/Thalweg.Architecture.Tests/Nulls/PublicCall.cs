using System.Reflection;
using System.Reflection.Emit;

namespace Thalweg.Architecture.Tests.Nulls;

/// <summary>A public method or constructor that can be called with any arguments, spans and pointers among them.</summary>
/// <remarks>Reflection passes no spans, so the call is emitted: a span is empty, a pointer null, everything else comes from an array.</remarks>
internal sealed class PublicCall(MethodBase target)
{
    private readonly Func<object?[], object?> invoke = Emit(target);

    public MethodBase Target => target;

    public bool HasInstance => !target.IsStatic && !target.IsConstructor;

    /// <param name="arguments">The instance first where there is one.</param>
    public object? Invoke(object?[] arguments) => invoke(arguments);

    private static Func<object?[], object?> Emit(MethodBase target)
    {
        var method = new DynamicMethod("Call", typeof(object), [typeof(object[])], typeof(PublicCall).Module, true);
        var il = method.GetILGenerator();
        var at = 0;
        if (!target.IsStatic && !target.IsConstructor)
        {
            Load(il, at++);
            il.Emit(target.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, target.DeclaringType);
        }
        foreach (var parameter in target.GetParameters())
        {
            Argument(il, parameter.ParameterType, at++);
        }
        if (target is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Newobj, constructor);
            Result(il, constructor.DeclaringType!);
        }
        else
        {
            // Not the override of a derived type, which is looked at by itself.
            il.Emit(OpCodes.Call, (MethodInfo)target);
            Result(il, ((MethodInfo)target).ReturnType);
        }
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object?[], object?>>();
    }

    private static void Load(ILGenerator il, int at)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, at);
        il.Emit(OpCodes.Ldelem_Ref);
    }

    private static void Argument(ILGenerator il, Type type, int at)
    {
        if (type.IsPointer)
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Conv_U);
            return;
        }
        var plain = type.IsByRef ? type.GetElementType()! : type;
        if (!plain.IsByRefLike)
        {
            Load(il, at);
            il.Emit(OpCodes.Unbox_Any, plain);
            if (!type.IsByRef)
            {
                return;
            }
        }
        var local = il.DeclareLocal(plain);
        if (!plain.IsByRefLike)
        {
            il.Emit(OpCodes.Stloc, local);
        }
        il.Emit(type.IsByRef ? OpCodes.Ldloca : OpCodes.Ldloc, local);
    }

    private static void Result(ILGenerator il, Type type)
    {
        if (type == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (type.IsByRefLike || type.IsByRef)
        {
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ldnull);
        }
        else
        {
            il.Emit(OpCodes.Box, type);
        }
    }
}
