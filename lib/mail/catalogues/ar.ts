import type { Catalogue } from './en.ts';

/** The sentences of the mails in Arabic; `en.ts` says how to change them. Begin each with an Arabic letter: it gives the line its direction. */
export const ar = {
  greeting: 'مرحبًا {username}،',
  greetingWithoutName: 'مرحبًا،',
  resetHeading: 'اختيار كلمة مرور جديدة',
  resetAsked: 'بتاريخ {time}، طلب أحد الأشخاص كلمة مرور جديدة للحساب «{username}» في {product}.',
  resetAskedByAdministrator: 'بتاريخ {time}، طلبت إدارة النظام كلمة مرور جديدة للحساب «{username}» في {product}.',
  resetAskedByApplication: 'بتاريخ {time}، طلب التطبيق «{application}» كلمة مرور جديدة للحساب «{username}» في {product}.',
  resetButton: 'اختيار كلمة مرور جديدة',
  resetOpenLink: 'لاختيار كلمة مرور جديدة، يُرجى فتح هذا الرابط:',
  resetButtonFails: 'إذا لم يعمل الزر، يُرجى فتح هذا الرابط:',
  resetLinkLife:
    'مدة صلاحية هذا الرابط {lifetime} من وقت الطلب، أي حتى {expiry}، وهو صالح لتغيير كلمة المرور مرة واحدة فقط. يُرجى عدم مشاركته مع أي شخص.',
  resetUnexpected: 'إذا لم تكن هذه الرسالة متوقعة',
  resetNothingToDo: 'لا حاجة إلى اتخاذ أي إجراء: ستبقى كلمة المرور كما هي.',
  resetKeepsComing: 'إذا استمر وصول مثل هذه الرسائل، يُرجى إبلاغ إدارة النظام.',
  resetKeepsComingSupport: 'إذا استمر وصول مثل هذه الرسائل، يُرجى الكتابة إلى {support}.',
  changeHeading: 'تم تغيير كلمة المرور',
  changed: 'تم تغيير كلمة مرور الحساب «{username}» في {product} بتاريخ {time}.',
  changeWasYou: 'إذا أجريت هذا التغيير بنفسك، فلا حاجة إلى اتخاذ أي إجراء.',
  changeUnexpected: 'إذا لم تجر هذا التغيير بنفسك',
  changeNotYou: 'قد يتمكن شخص آخر من استخدام حسابك: يُرجى طلب كلمة مرور جديدة فورًا وإبلاغ إدارة النظام.',
  changeNotYouSupport: 'قد يتمكن شخص آخر من استخدام حسابك: يُرجى طلب كلمة مرور جديدة فورًا والكتابة إلى {support}.',
  automatic: 'أُرسلت هذه الرسالة تلقائيًا.',
  help: 'للحصول على المساعدة، يُرجى الكتابة إلى {support}.',
} as const satisfies Catalogue;
