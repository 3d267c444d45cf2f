// Loaded before the page is drawn, so that nobody sees it in the other language first. The stylesheet shows one of the two.
{
  const kept = localStorage.getItem('huifang.language');
  const own = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
  document.documentElement.lang = kept === 'zh-CN' || kept === 'en' ? kept : own;
}
